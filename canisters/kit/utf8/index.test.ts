import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { TextDecoder, TextEncoder } from './index.js';

const platformEncoder = new globalThis.TextEncoder();

/** Any UTF-16 text, lone surrogates included. */
const anyText = fc
  .string({ unit: 'binary' })
  .chain((text) => fc.constantFrom(text, `${text}\ud800`, `\udfff${text}`, `"${text}\\`, text.repeat(20)));

/** Byte strings near the edges of UTF-8: valid texts, texts with one byte changed or cut, and random leads and continuations. */
const nearUtf8 = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => platformEncoder.encode(text)),
  fc
    .tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), fc.nat(255))
    .map(([text, position, byte]) =>
      platformEncoder.encode(text).with(position % platformEncoder.encode(text).length, byte),
    ),
  fc
    .array(
      fc.constantFrom(
        0x00,
        0x41,
        0x7f,
        0x80,
        0x8f,
        0x90,
        0x9f,
        0xa0,
        0xbf,
        0xc0,
        0xc1,
        0xc2,
        0xdf,
        0xe0,
        0xe1,
        0xec,
        0xed,
        0xee,
        0xef,
        0xf0,
        0xf1,
        0xf3,
        0xf4,
        0xf5,
        0xff,
        0xbb,
      ),
      { maxLength: 12 },
    )
    .map((bytes) => Uint8Array.from(bytes)),
  fc.uint8Array({ maxLength: 64 }),
);

/** What Azle's native encoder does with `("…")`, in plain words: for the branch that Node never takes. */
const candidStandIn = {
  candidEncode(literal: string): Uint8Array {
    const text = literal.slice(2, -2).replaceAll(/\\(.)/gs, '$1');
    const bytes = platformEncoder.encode(text);
    const size: number[] = [];
    for (let rest = bytes.length; ; rest >>>= 7) {
      size.push(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
      if (rest < 0x80) {
        return Uint8Array.from([0x44, 0x49, 0x44, 0x4c, 0, 1, 0x71, ...size, ...bytes]);
      }
    }
  },
};

afterEach(() => {
  Reflect.deleteProperty(globalThis, '_azleIc');
});

describe('TextEncoder', () => {
  it('gives the bytes of the platform for every text, lone surrogates included', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(new TextEncoder().encode(text)).toEqual(platformEncoder.encode(text));
      }),
    );
  });

  it('gives the same bytes through the native Candid encoder', () => {
    Object.assign(globalThis, { _azleIc: candidStandIn });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(new TextEncoder().encode(text)).toEqual(platformEncoder.encode(text));
      }),
    );
  });

  it.each([11, 12, 127, 128, 16_383, 16_384])(
    'cuts the bytes out of the message at a length of %i',
    (length) => {
      Object.assign(globalThis, { _azleIc: candidStandIn });
      expect(new TextEncoder().encode('x'.repeat(length))).toEqual(
        platformEncoder.encode('x'.repeat(length)),
      );
    },
  );

  it('returns bytes that own their buffer', () => {
    Object.assign(globalThis, { _azleIc: candidStandIn });
    expect(new TextEncoder().encode('a longer text').buffer.byteLength).toBe(13);
  });
});

describe('TextDecoder', () => {
  it('fatal: accepts exactly what the platform accepts, with the same text', () => {
    const ours = new TextDecoder('utf8', { fatal: true });
    const platform = new globalThis.TextDecoder('utf8', { fatal: true });
    fc.assert(
      fc.property(nearUtf8, (bytes) => {
        expect(outcome(() => ours.decode(bytes))).toEqual(outcome(() => platform.decode(bytes)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('lossy: replaces the same bytes as the platform', () => {
    fc.assert(
      fc.property(nearUtf8, fc.boolean(), (bytes, ignoreBOM) => {
        expect(new TextDecoder('utf-8', { ignoreBOM }).decode(bytes)).toBe(
          new globalThis.TextDecoder('utf-8', { ignoreBOM }).decode(bytes),
        );
      }),
      { numRuns: 5_000 },
    );
  });

  it('joins a character that straddles two chunks', () => {
    const text = `${'x'.repeat(8_191)}é${'y'.repeat(8_190)}€`;
    expect(new TextDecoder().decode(platformEncoder.encode(text))).toBe(text);
  });

  it('reads views at their own place and buffers whole', () => {
    const buffer = platformEncoder.encode('abcd').buffer;
    expect(new TextDecoder().decode(new DataView(buffer, 1, 2))).toBe('bc');
    expect(new TextDecoder().decode(buffer)).toBe('abcd');
    expect(new TextDecoder().decode()).toBe('');
  });

  it('refuses another encoding, streams and what is no bytes', () => {
    expect(() => new TextDecoder('utf-16le')).toThrow(RangeError);
    expect(() => new TextDecoder().decode(new Uint8Array(1), { stream: true })).toThrow(TypeError);
    expect(() => new TextDecoder().decode([1] as unknown as Uint8Array)).toThrow(TypeError);
  });
});

function outcome(decode: () => string): string | { readonly refused: true } {
  try {
    return decode();
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return { refused: true };
  }
}
