/**
 * Offsets in an inline cache (`vm.tables.newCache()`), and what is there:
 *
 * ```
 *            get                                        set
 *  SHAPE     receiver's shape (INTERNAL: empty)         receiver's shape before
 *  INLINE    > 0: own inline slot, offset in words;     > 0: own inline slot, writable
 *            −1: LOCATION has an Accessor
 *  EPOCH     ≠ 0: holds while vm.epoch is this          the same; then a transition
 *  HOLDER    who has it: 0 = receiver, UNDEFINED = none shape after
 *  LOCATION  > 0: offset in the holder;                 where the new property goes,
 *            < 0: −offset in its overflow               same coding
 * ```
 *
 * The receiver of a get may be a string: then SHAPE is that of String.prototype, which no
 * other object has.
 */
export const enum Cache {
  SHAPE = 0,
  INLINE = 1,
  EPOCH = 2,
  HOLDER = 3,
  LOCATION = 4,
}
