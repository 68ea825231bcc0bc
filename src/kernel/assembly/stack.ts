// Whether the engine's stack has room. An engine ends whatever runs where its stack is full, and a
// collection that is ended so would leave its books half changed. So before books are changed this
// is called: it goes as deep as what follows can need, and comes back, or is ended before anything
// has begun.

/** More levels than anybody asks for. */
const MOST_LEVELS: u32 = 1 << 20;

/**
 * Takes half a kilobyte of the engine's stack for each level, for as long as it runs. What is in
 * its branch is never done: its words would have to be kept across a call, and that makes the frame
 * so wide, in whatever tier of the engine.
 */
export function reserveStack(levels: u32): u32 {
  if (levels == 0) return 0;
  if (levels > MOST_LEVELS) {
    const word0 = load<u64>(0);
    const word1 = load<u64>(8);
    const word2 = load<u64>(16);
    const word3 = load<u64>(24);
    const word4 = load<u64>(32);
    const word5 = load<u64>(40);
    const word6 = load<u64>(48);
    const word7 = load<u64>(56);
    const word8 = load<u64>(64);
    const word9 = load<u64>(72);
    const word10 = load<u64>(80);
    const word11 = load<u64>(88);
    const word12 = load<u64>(96);
    const word13 = load<u64>(104);
    const word14 = load<u64>(112);
    const word15 = load<u64>(120);
    const word16 = load<u64>(128);
    const word17 = load<u64>(136);
    const word18 = load<u64>(144);
    const word19 = load<u64>(152);
    const word20 = load<u64>(160);
    const word21 = load<u64>(168);
    const word22 = load<u64>(176);
    const word23 = load<u64>(184);
    const word24 = load<u64>(192);
    const word25 = load<u64>(200);
    const word26 = load<u64>(208);
    const word27 = load<u64>(216);
    const word28 = load<u64>(224);
    const word29 = load<u64>(232);
    const word30 = load<u64>(240);
    const word31 = load<u64>(248);
    const word32 = load<u64>(256);
    const word33 = load<u64>(264);
    const word34 = load<u64>(272);
    const word35 = load<u64>(280);
    const word36 = load<u64>(288);
    const word37 = load<u64>(296);
    const word38 = load<u64>(304);
    const word39 = load<u64>(312);
    const word40 = load<u64>(320);
    const word41 = load<u64>(328);
    const word42 = load<u64>(336);
    const word43 = load<u64>(344);
    const word44 = load<u64>(352);
    const word45 = load<u64>(360);
    const word46 = load<u64>(368);
    const word47 = load<u64>(376);
    const word48 = load<u64>(384);
    const word49 = load<u64>(392);
    const word50 = load<u64>(400);
    const word51 = load<u64>(408);
    const word52 = load<u64>(416);
    const word53 = load<u64>(424);
    const word54 = load<u64>(432);
    const word55 = load<u64>(440);
    const word56 = load<u64>(448);
    const word57 = load<u64>(456);
    const word58 = load<u64>(464);
    const word59 = load<u64>(472);
    const word60 = load<u64>(480);
    const word61 = load<u64>(488);
    const word62 = load<u64>(496);
    const word63 = load<u64>(504);
    return <u32>(
      ((<u64>reserveStack(0)) ^
        word0 ^
        word1 ^
        word2 ^
        word3 ^
        word4 ^
        word5 ^
        word6 ^
        word7 ^
        word8 ^
        word9 ^
        word10 ^
        word11 ^
        word12 ^
        word13 ^
        word14 ^
        word15 ^
        word16 ^
        word17 ^
        word18 ^
        word19 ^
        word20 ^
        word21 ^
        word22 ^
        word23 ^
        word24 ^
        word25 ^
        word26 ^
        word27 ^
        word28 ^
        word29 ^
        word30 ^
        word31 ^
        word32 ^
        word33 ^
        word34 ^
        word35 ^
        word36 ^
        word37 ^
        word38 ^
        word39 ^
        word40 ^
        word41 ^
        word42 ^
        word43 ^
        word44 ^
        word45 ^
        word46 ^
        word47 ^
        word48 ^
        word49 ^
        word50 ^
        word51 ^
        word52 ^
        word53 ^
        word54 ^
        word55 ^
        word56 ^
        word57 ^
        word58 ^
        word59 ^
        word60 ^
        word61 ^
        word62 ^
        word63)
    );
  }
  return reserveStack(levels - 1) + 1;
}
