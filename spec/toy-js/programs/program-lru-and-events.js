// An LRU cache on a Map and on a linked list, and an event emitter.
class Lru {
  constructor(limit) {
    this.limit = limit;
    this.map = new Map();
    this.hits = 0;
  }
  get(key, make) {
    if (this.map.has(key)) {
      const value = this.map.get(key);
      this.map.delete(key);
      this.map.set(key, value);
      this.hits++;
      return value;
    }
    const value = make(key);
    this.map.set(key, value);
    if (this.map.size > this.limit) this.map.delete(this.map.keys().next().value);
    return value;
  }
}
const cache = new Lru(5);
let seed = 7;
let total = 0;
for (let i = 0; i < 200; i++) {
  seed = (seed * 16807) % 2147483647;
  total += cache.get('key' + (seed % 9), (k) => k.length * 10 + (seed % 3));
}
print(cache.hits, total, [...cache.map.keys()].join());
class Emitter {
  listeners = {};
  on(name, f) {
    (this.listeners[name] ??= []).push(f);
    return () => this.off(name, f);
  }
  off(name, f) {
    this.listeners[name] = (this.listeners[name] ?? []).filter((g) => g !== f);
  }
  once(name, f) {
    const stop = this.on(name, (...args) => {
      stop();
      f(...args);
    });
  }
  emit(name, ...args) {
    for (const f of [...(this.listeners[name] ?? [])]) f.apply(this, args);
    return (this.listeners[name] ?? []).length;
  }
}
const emitter = new Emitter();
const heard = [];
const stop = emitter.on('a', (x) => heard.push('first ' + x));
emitter.once('a', (x) => heard.push('once ' + x));
emitter.on('a', function (x) { heard.push('self ' + (this === emitter) + x); });
print(emitter.emit('a', 1), emitter.emit('a', 2), (stop(), emitter.emit('a', 3)), emitter.emit('nothing'));
print(heard.join('; '));
class Node {
  constructor(value) {
    this.value = value;
    this.next = this.previous = null;
  }
}
class List {
  constructor(...values) {
    this.head = this.tail = null;
    values.forEach((v) => this.add(v));
  }
  add(value) {
    const node = new Node(value);
    node.previous = this.tail;
    if (this.tail) this.tail.next = node;
    else this.head = node;
    return (this.tail = node);
  }
  remove(node) {
    if (node.previous) node.previous.next = node.next;
    else this.head = node.next;
    if (node.next) node.next.previous = node.previous;
    else this.tail = node.previous;
  }
  [Symbol.iterator]() {
    let at = this.head;
    return { next: () => { const done = at === null; const value = at?.value; at = at?.next ?? null; return { done, value }; } };
  }
}
const list = new List(1, 2, 3, 4);
list.remove(list.head.next);
list.remove(list.tail);
list.add('end');
print([...list].join(), list.head.value, list.tail.previous.value);
for (let i = 0; i < 100; i++) {
  list.add(i);
  if (i % 2) list.remove(list.head);
}
print([...list].length, [...list].slice(-3).join());
