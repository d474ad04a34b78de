import { createHash } from 'node:crypto';

import fc from 'fast-check';
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

const kernel = compileKernel();

describe('the hash kernel', () => {
  it('compiles to the bytes that are pinned, and is the same from the folder of caches', async () => {
    const compiled = await kernel;
    expect(createHash('sha256').update(compiled).digest('hex')).toBe(KERNEL_SHA256);
    expect(Buffer.from(compiled).equals(await readKernel())).toBe(true);
    expect(Buffer.from(compiled).equals(await readKernel())).toBe(true);
  });

  it('imports the system call alone, passes short data on and answers requests itself', async () => {
    const module = new engine.Module(await kernel);
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

  it('writes nothing outside the bytes of a request, whether it answers or traps', async () => {
    const module = new engine.Module(await kernel);
    const { exports } = new engine.Instance(module, { 'hash-kernel': { certifiedDataSet: () => undefined } });
    exports.memory.grow(1);
    const bytes = new Uint8Array(exports.memory.buffer);
    const amount = fc.oneof(
      fc.nat({ max: 12 }),
      fc.nat({ max: 900 }),
      fc.integer({ min: 0, max: 0xffff_ffff }),
    );
    let answered = 0;
    let trapped = 0;
    fc.assert(
      fc.property(
        fc.nat({ max: 70 }),
        fc.integer({ min: 33, max: 1_200 }),
        fc.tuple(fc.nat({ max: 3 }), amount, fc.nat({ max: 2 })),
        fc.nat({ max: 2 }),
        (at, size, header, fill) => {
          bytes.fill(0xee).fill(fill, at, at + size);
          bytes.set(new TextEncoder().encode(KERNEL_MAGIC), at);
          const view = new DataView(exports.memory.buffer, at);
          header.forEach((word, index) => view.setUint32(16 + 4 * index, word, true));
          try {
            exports.entry(at, size);
            answered += 1;
          } catch (error) {
            expect(error).toBeInstanceOf(WebAssembly.RuntimeError);
            trapped += 1;
          }
          expect(bytes.subarray(0, at).every((byte) => byte === 0xee)).toBe(true);
          expect(bytes.subarray(at + size).every((byte) => byte === 0xee)).toBe(true);
        },
      ),
      { numRuns: 400, seed: 7 },
    );
    expect(answered).toBeGreaterThan(50);
    expect(trapped).toBeGreaterThan(50);
  });
});
