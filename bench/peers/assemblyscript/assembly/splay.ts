// Splay; see bench/subjects/splay.ts. The host asks for one modification at a time.

const PAYLOAD_DEPTH = 5;
const ARRAY_LENGTH = 10;
const TEXT_BYTES = 40;

class Payload {
  left: Payload | null = null;
  right: Payload | null = null;
  array: StaticArray<i32> | null = null;
  text: StaticArray<u8> | null = null;
}

class SplayNode {
  left: SplayNode | null = null;
  right: SplayNode | null = null;
  payload: Payload | null = null;
  constructor(public key: f64) {}
}

let root: SplayNode | null = null;
const header = new SplayNode(-1);

function makePayload(depth: i32, tag: i32): Payload {
  const made = new Payload();
  if (depth > 0) {
    made.left = makePayload(depth - 1, tag);
    made.right = makePayload(depth - 1, tag);
    return made;
  }
  const array = new StaticArray<i32>(ARRAY_LENGTH);
  for (let i = 0; i < ARRAY_LENGTH; i++) array[i] = i;
  made.array = array;
  const text = new StaticArray<u8>(TEXT_BYTES);
  memory.fill(changetype<usize>(text), <u8>(tag & 0x7f), TEXT_BYTES);
  made.text = text;
  return made;
}

function splay(key: f64): SplayNode {
  header.left = null;
  header.right = null;
  let lesser = header;
  let greater = header;
  let current = root!;
  for (;;) {
    if (key < current.key) {
      let child = current.left;
      if (child === null) break;
      if (key < child.key) {
        current.left = child.right;
        child.right = current;
        current = child;
        child = current.left;
        if (child === null) break;
      }
      greater.left = current;
      greater = current;
      current = child;
    } else if (key > current.key) {
      let child = current.right;
      if (child === null) break;
      if (key > child.key) {
        current.right = child.left;
        child.left = current;
        current = child;
        child = current.right;
        if (child === null) break;
      }
      lesser.right = current;
      lesser = current;
      current = child;
    } else break;
  }
  lesser.right = current.left;
  greater.left = current.right;
  current.left = header.right;
  current.right = header.left;
  root = current;
  return current;
}

export function insert(key: f64, tag: i32): bool {
  if (root !== null && splay(key).key === key) return false;
  const node = new SplayNode(key);
  node.payload = makePayload(PAYLOAD_DEPTH, tag);
  const top = root;
  if (top !== null && key > top.key) {
    node.left = top;
    node.right = top.right;
    top.right = null;
  } else if (top !== null) {
    node.right = top;
    node.left = top.left;
    top.left = null;
  }
  root = node;
  return true;
}

export function remove(key: f64): void {
  const top = splay(key);
  const right = top.right;
  root = top.left;
  if (root === null) root = right;
  else splay(key).right = right;
}

function greatest(node: SplayNode): f64 {
  const right = node.right;
  return right === null ? node.key : greatest(right);
}

export function greatestBelow(key: f64): f64 {
  const top = splay(key);
  const left = top.left;
  return top.key < key || left === null ? top.key : greatest(left);
}
