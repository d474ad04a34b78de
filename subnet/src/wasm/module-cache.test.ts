import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MODULE_BYTES_MAX } from '../limits.ts';
import { ModuleCache } from './module-cache.ts';
import { assemble } from './run-prepared.ts';

const MODULE = assemble(
  '(module (memory 1) (data (i32.const 0) "abc") (func (export "canister_update run")))',
);

describe('the cache of prepared modules', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'module-cache-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('gives back from disk what it prepared, byte for byte', () => {
    const first = new ModuleCache(directory).loadModule(MODULE);
    expect(first.result.ok).toBe(true);
    expect(readdirSync(directory)).toHaveLength(1);
    const again = new ModuleCache(directory).loadModule(MODULE);
    expect(again).toEqual(first);
    const module = again.result.ok ? again.result.module : undefined;
    expect(module?.info.dataSegments[0]?.bytes.buffer.byteLength).toBe(3);
  });

  it('reads the file instead of preparing again', () => {
    const cache = new ModuleCache(directory);
    const { moduleHash } = cache.loadModule(MODULE);
    const other = assemble('(module)');
    cache.loadModule(other);
    const files = readdirSync(directory).map((name) => join(directory, name));
    const sizes = files.map((file) => readFileSync(file).length);
    const [large, small] = (sizes[0] as number) > (sizes[1] as number) ? files : [...files].reverse();
    writeFileSync(large as string, readFileSync(small as string));
    const swapped = cache.loadModule(MODULE);
    expect(swapped.moduleHash).toBe(moduleHash);
    expect(swapped.result.ok && swapped.result.module.info.memory).toBeUndefined();
  });

  it('prepares again when the file is cut, changed or not a file', () => {
    const cache = new ModuleCache(directory);
    const first = cache.loadModule(MODULE);
    const file = join(directory, readdirSync(directory)[0] as string);
    const whole = readFileSync(file);
    const flipped = Buffer.from(whole);
    flipped[40] = (flipped[40] as number) ^ 1;
    for (const bad of [
      Buffer.alloc(0),
      whole.subarray(0, 20),
      whole.subarray(0, whole.length - 1),
      flipped,
    ]) {
      writeFileSync(file, bad);
      expect(cache.loadModule(MODULE)).toEqual(first);
      expect(readFileSync(file).equals(whole)).toBe(true);
    }
  });

  it('does without a directory, and with one that cannot be written', () => {
    const first = new ModuleCache().loadModule(MODULE);
    expect(first.result.ok).toBe(true);
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(new ModuleCache(file).loadModule(MODULE)).toEqual(first);
  });

  it('keeps no refusals', () => {
    expect(new ModuleCache(directory).loadModule(Uint8Array.of(1)).result.ok).toBe(false);
    expect(readdirSync(directory)).toHaveLength(0);
  });
});

describe('compressed modules', () => {
  it('are hashed as uploaded and prepared like the raw bytes', () => {
    const zipped = new Uint8Array(gzipSync(MODULE));
    const loaded = new ModuleCache().loadModule(zipped);
    expect(loaded.moduleHash).toBe(createHash('sha256').update(zipped).digest('hex'));
    expect(loaded.result).toEqual(new ModuleCache().loadModule(MODULE).result);
  });

  it('are refused when they are damaged or too large', () => {
    const zipped = new Uint8Array(gzipSync(MODULE));
    const cut = new ModuleCache().loadModule(zipped.subarray(0, zipped.length - 9)).result;
    expect(!cut.ok && cut.trap.message).toMatch(/^Failed to decode wasm module: /);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(MODULE_BYTES_MAX + 1), { level: 1 }));
    const result = new ModuleCache().loadModule(bomb).result;
    expect(!result.ok && result.trap).toEqual({
      errorCode: 'IC0505',
      message: `Failed to decode wasm module: size exceeds the maximum allowed size of ${MODULE_BYTES_MAX} bytes`,
    });
  });
});
