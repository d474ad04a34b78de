import { describe, expect, it } from 'vitest';

import type { CandidFunc, CandidInterface } from './candid-interface.ts';
import { compareMethods, nameMethods } from './name-methods.ts';

/** What Node's type declarations leave out of `WebAssembly`. */
const { Module } = WebAssembly as unknown as {
  Module: { exports(module: WebAssembly.Module): { name: string }[] } & (new (
    bytes: Uint8Array,
  ) => WebAssembly.Module);
};

/** A module that exports one function under each of the names. */
function moduleWith(names: readonly string[]): Uint8Array {
  const bytes = (text: string) => [text.length, ...Buffer.from(text)];
  const exported = [names.length, ...names.flatMap((name) => [...bytes(name), 0, 0])];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[3, 2, 1, 0],
    ...[7, exported.length, ...exported],
    ...[10, 4, 1, 2, 0, 0x0b],
  ]);
}

const contract = (methods: Record<string, readonly string[]>): CandidInterface => ({
  initArguments: [],
  methods: new Map(
    Object.entries(methods).map(([name, annotations]) => [name, { annotations } as CandidFunc]),
  ),
});

const exportsOf = (wasm: Uint8Array) => Module.exports(new Module(wasm)).map(({ name }) => name);

describe('methods of a module that was compiled', () => {
  it('get the names by which the network finds them; other exports keep theirs', () => {
    const names = [
      'memory_size',
      'canister_init',
      'canister_query_a',
      'canister_update_b_c',
      'canister_update__d',
    ];
    expect(exportsOf(nameMethods(moduleWith(names)))).toEqual([
      ...['memory_size', 'canister_init', 'canister_query a', 'canister_update b_c', 'canister_update _d'],
    ]);
  });

  it('are compared with the contract by name and kind', () => {
    const wasm = nameMethods(
      moduleWith(['canister_query_a', 'canister_update_b', 'canister_update__hidden']),
    );
    expect(compareMethods(contract({ a: ['query'], b: [] }), wasm)).toEqual([]);
    expect(compareMethods(contract({ a: [], c: ['query'] }), wasm)).toEqual([
      'method a: expected update, got query',
      'method c: in the contract, not in the module',
      'method b: in the module, not in the contract (add it there, or begin its name with _)',
    ]);
  });
});
