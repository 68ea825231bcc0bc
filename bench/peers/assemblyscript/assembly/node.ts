/** The object of most graphs. */
export class Node {
  left: Node | null = null;
  right: Node | null = null;
  value: i32 = 0;
}
