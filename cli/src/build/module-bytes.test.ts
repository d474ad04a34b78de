import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { appendPublicMetadata, encodeU32Leb128 } from './custom-section.ts';
import { gzipModule } from './gzip-module.ts';

/** What Node's type declarations leave out of `WebAssembly.Module`. */
const engine = WebAssembly.Module as unknown as {
  customSections(module: WebAssembly.Module, name: string): ArrayBuffer[];
};

const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

describe('appendPublicMetadata', () => {
  it.each([0, 1, 99, 127, 128, 20_000])('adds a section of %i bytes that the engine reads back', (size) => {
    const content = new Uint8Array(size).fill(0x2a);
    const module = appendPublicMetadata(emptyModule, 'candid:service', content);
    const sections = engine.customSections(new WebAssembly.Module(module), 'icp:public candid:service');
    expect(sections.map((section) => new Uint8Array(section))).toEqual([content]);
    expect(module.subarray(0, emptyModule.length)).toEqual(Buffer.from(emptyModule));
  });
});

describe('encodeU32Leb128', () => {
  // WebAssembly core specification 2.0, section 5.2.2; the last is the largest u32.
  it.each([
    [0, [0]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624_485, [0xe5, 0x8e, 0x26]],
    [0xffff_ffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('encodes %i', (value, bytes) => {
    expect([...encodeU32Leb128(value)]).toEqual(bytes);
  });
});

describe('gzipModule', () => {
  it('writes a header without time, name or platform', () => {
    // RFC 1952, section 2.3: magic, deflate, no flags, four bytes of time, "best compression", OS 255 = unknown.
    expect([...gzipModule(emptyModule).subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  });

  it('is undone by another implementation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
        expect(new Uint8Array(gunzipSync(gzipModule(bytes)))).toEqual(bytes);
      }),
    );
  });
});
