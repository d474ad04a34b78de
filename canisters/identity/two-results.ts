import type { IDL } from '@dfinity/candid';

/** What a visitor of types answers: the text of a type, and what it refers to. */
type Visited = readonly [text: string, dependencies: object];

/**
 * Stands for two results where Azle, which gives a method one, writes the interface of the module. It encodes nothing.
 * Context: decorators of manual methods.
 */
export function twoResults(first: IDL.Type, second: IDL.Type): IDL.Type {
  const accept = (visitor: IDL.Visitor<unknown, Visited>, data: unknown): Visited => {
    const [a, b] = [first.accept(visitor, data), second.accept(visitor, data)];
    return [`${a[0]}, ${b[0]}`, { ...a[1], ...b[1] }];
  };
  return { accept } as unknown as IDL.Type;
}
