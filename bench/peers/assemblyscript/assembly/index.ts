export * from './graphs';
export * from './trees';
export * from './splay';
