// Numbers that must not be taken for one another. The brands exist for the type checker alone.

declare const brand: unique symbol;
type Brand<Name extends string> = number & { readonly [brand]: Name };

/** A byte offset in an address space, 0 ≤ address < 2³². */
export type Address = Brand<'Address'>;

/**
 * The number of a 4 KiB page: `address >>> PAGE_SHIFT`. Page 0 is never handed out, so 0 is "none".
 */
export type PageIndex = Brand<'PageIndex'>;

/** Who holds a page, as the page map has registered him; 0 is nobody. */
export type OwnerId = Brand<'OwnerId'>;
