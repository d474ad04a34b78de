import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { compileKernel, KERNEL_MAGIC, KERNEL_SHA256, readKernel } from './compile-kernel.ts';

/** What Node's type declarations leave out of `WebAssembly`. */
const engine = WebAssembly as unknown as {
  Instance: new (
    module: WebAssembly.Module,
    imports: unknown,
  ) => {
    exports: {
      memory: { buffer: ArrayBuffer; grow(pages: number): number };
      entry(at: number, size: number): void;
    };
  };
  Module: { imports(module: WebAssembly.Module): unknown[] } & (new (
    bytes: Uint8Array,
  ) => WebAssembly.Module);
};

describe('the hash kernel', () => {
  it('compiles to the bytes that are pinned, and is the same from the folder of caches', async () => {
    const compiled = await compileKernel();
    expect(createHash('sha256').update(compiled).digest('hex')).toBe(KERNEL_SHA256);
    expect(Buffer.from(compiled).equals(await readKernel())).toBe(true);
    expect(Buffer.from(compiled).equals(await readKernel())).toBe(true);
  });

  it('imports the system call alone, passes short data on and answers requests itself', async () => {
    const module = new engine.Module(await compileKernel());
    expect(engine.Module.imports(module)).toEqual([
      { module: 'hash-kernel', name: 'certifiedDataSet', kind: 'function' },
    ]);
    const passed: number[][] = [];
    const { exports } = new engine.Instance(module, {
      'hash-kernel': { certifiedDataSet: (at: number, size: number) => passed.push([at, size]) },
    });
    exports.memory.grow(1);
    const bytes = new Uint8Array(exports.memory.buffer);
    bytes.set(new TextEncoder().encode(`..${KERNEL_MAGIC}`));
    bytes.set([1, 0, 0, 0, 3, 0, 0, 0], 18);
    bytes.set(new TextEncoder().encode('abc'), 66);
    exports.entry(2, 32);
    exports.entry(1, 200);
    exports.entry(2, 200);
    expect(passed).toEqual([
      [2, 32],
      [1, 200],
    ]);
    // FIPS 180-4, example of one block.
    expect(Buffer.from(bytes.subarray(34, 66)).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
