// What a guest object can be asked and told, in one place for those outside the runtime.

export { newObject, newObjectOfKind, newObjectOfShape, newObjectWithProto } from './allocate.ts';
export { getProto } from './find.ts';
export { get, getMethod } from './get.ts';
export { getIndexed, setIndexed } from './indexed.ts';
export { deleteProperty, has, hasOwn, setProto } from './presence.ts';
export { set, setWithReceiver } from './set.ts';
export { defineAccessor, defineData, Keys, ownKeys } from './properties.ts';
export type { OwnProperty, PropertyDescription } from './properties.ts';
export { freeze, isFrozen, preventExtensions } from './integrity.ts';
