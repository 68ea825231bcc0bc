// Which arenas a mark visits, for who waits until certain objects are reached (weak/ephemerons.ts):
// what is reached lies in an arena that is visited then.

/** Where the numbers of arenas go, and how many have room there; 0: nobody asks. */
let log: usize = 0;
let room: u32 = 0;

/** Visits since they are written down; more than there is room for are counted alone. */
export let visitsLogged: u32 = 0;

/** Writes down from now on which arenas are visited; at 0, no more. */
export function logVisits(at: usize, words: u32): void {
  log = at;
  room = words;
  visitsLogged = 0;
}

export function noteVisit(arena: u32): void {
  if (log == 0) return;
  if (visitsLogged < room) store<u32>(log + ((<usize>visitsLogged) << 2), arena);
  visitsLogged += 1;
}
