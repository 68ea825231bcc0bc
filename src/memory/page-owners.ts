// Who may hold pages. A page has 16 bits for its holder's number, and numbers come back when their
// holders go; so that a number kept for too long is never taken for the next holder's, an OwnerId
// is the number and, above it, how often it was given before:
//
//   owner id   | turn : 15 | number : 16 |
//
// So an id is a positive 32-bit integer, which the kernel and its tables take as it is. A number
// whose turns are used up stays out of use: a space has 2^31 owners in its life.
//
// Invariants: `ids[number]` is the id that stands for the number now, 0 while nobody has it;
// `held[number]` is how many pages say that number; a number that is free has none.

import type { OwnerId } from './brands.ts';
import { shown } from './check.ts';
import { BadRequestError, IdentifiersUsedUpError } from './errors.ts';

const NUMBER_BITS = 16;
const NUMBERS = 1 << NUMBER_BITS;
const LAST_ID = 0x7fff_ffff;
/** Owners that can be registered at once; number 0 is nobody. */
const OWNER_LIMIT = NUMBERS - 1;

/** Somebody who holds pages. */
export interface Holder {
  readonly name: string;
  readonly pages: number;
}

/** The 16 bits that a page keeps of an owner. */
export function numberOf(owner: OwnerId): number {
  return owner & (NUMBERS - 1);
}

/** The owners of one page map, and how many pages each holds. */
export class PageOwners {
  private readonly ids: number[] = [0];
  private readonly names: string[] = [''];
  private readonly held: number[] = [0];
  /** What the numbers that came back are to be next. */
  private readonly freeIds: number[] = [];

  /** Throws IdentifiersUsedUpError when 65,535 are registered at once. */
  register(name: string): OwnerId {
    const id = this.freeIds.pop() ?? this.freshId();
    const number = numberOf(id as OwnerId);
    this.ids[number] = id;
    this.names[number] = name;
    this.held[number] = 0;
    return id as OwnerId;
  }

  /**
   * Gives the number to whoever registers next. Throws BadRequestError while pages are held, or
   * when it is not registered.
   */
  unregister(owner: OwnerId): void {
    this.check(owner, 'unregister');
    const number = numberOf(owner);
    const pages = this.held[number]!;
    if (pages > 0)
      throw new BadRequestError(
        `unregister: ${this.names[number]!} holds ${pages} pages; release them first`,
      );
    this.ids[number] = 0;
    this.names[number] = '';
    if (owner + NUMBERS <= LAST_ID) this.freeIds.push(owner + NUMBERS);
  }

  isRegistered(owner: OwnerId): boolean {
    return typeof owner === 'number' && owner !== 0 && this.ids[numberOf(owner)] === owner;
  }

  /** Throws BadRequestError for what is not registered, or no more. */
  check(owner: OwnerId, call: string): void {
    if (!this.isRegistered(owner))
      throw new BadRequestError(
        `${call}: owner ${shown(owner)} is not registered with this page map; take what register() gave`,
      );
  }

  /** The owner that a page's 16 bits stand for; 0 for nobody. */
  ownerOf(number: number): OwnerId {
    return this.ids[number]! as OwnerId;
  }

  /** '' for nobody. */
  nameOf(owner: OwnerId): string {
    return this.isRegistered(owner) ? this.names[numberOf(owner)]! : '';
  }

  /** Pages that the owner holds. */
  heldBy(owner: OwnerId): number {
    return this.isRegistered(owner) ? this.held[numberOf(owner)]! : 0;
  }

  /** Notes that the owner holds so many pages more, or less. */
  count(owner: OwnerId, pages: number): void {
    this.held[numberOf(owner)]! += pages;
  }

  /** All who hold pages now, but for some. */
  holders(but: ReadonlySet<OwnerId>): Holder[] {
    const isShown = (pages: number, number: number): boolean =>
      pages > 0 && !but.has(this.ownerOf(number));
    return this.held.flatMap((pages, number) =>
      isShown(pages, number) ? [{ name: this.names[number]!, pages }] : [],
    );
  }

  private freshId(): number {
    if (this.ids.length > OWNER_LIMIT) throw new IdentifiersUsedUpError('page owners', OWNER_LIMIT);
    return this.ids.length;
  }
}

/** A map of pages, as far as it says who holds what. */
interface HeldPages {
  readonly pages: number;
  ownerOf(page: number): OwnerId;
  nameOf(owner: OwnerId): string;
}

/** Says in words who holds one of the last so many pages. */
export function whoHoldsLast(map: HeldPages, pages: number): string {
  let page = map.pages - 1;
  while (page > map.pages - pages && map.ownerOf(page) === 0) page--;
  return `Page ${page}, at the end of the space, is held by ${map.nameOf(map.ownerOf(page))}.`;
}
