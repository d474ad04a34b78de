import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuildError } from './build-error.ts';
import { encodeU32Leb128 } from './custom-section.ts';
import { packData } from './pack-data.ts';

const OFFSET = 1_100;
const START_MARK = 8;

function section(id: number, ...content: number[]): number[] {
  return [id, ...encodeU32Leb128(content.length), ...content];
}

/** A module whose memory holds these pieces, and whose own start writes a mark. */
function moduleOf(pieces: readonly Uint8Array[]): Uint8Array {
  let at = OFFSET;
  const segments = pieces.map((piece) => {
    const segment = [0, 0x41, ...signed(at), 0x0b, ...encodeU32Leb128(piece.length), ...piece];
    at += piece.length + 5;
    return segment;
  });
  const mark = [0x41, START_MARK, 0x41, 1, 0x3a, 0, 0];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, 1, 0x60, 0, 0),
    ...section(3, 1, 0),
    ...section(5, 1, 0, 1),
    ...section(7, 1, 6, ...Buffer.from('memory'), 2, 0),
    ...section(8, 0),
    ...section(12, ...encodeU32Leb128(pieces.length)),
    ...section(10, 1, mark.length + 2, 0, ...mark, 0x0b),
    ...section(11, ...encodeU32Leb128(pieces.length), ...segments.flat()),
  ]);
}

// One byte more than the unsigned form keeps the sign bit clear.
function signed(value: number): number[] {
  return [(value & 0x7f) | 0x80, ((value >> 7) & 0x7f) | 0x80, (value >> 14) & 0x3f];
}

function memoryOf(module: Uint8Array): Uint8Array {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(module)));
  return new Uint8Array((instance.exports['memory'] as WebAssembly.Memory).buffer);
}

const text = fc.string({ maxLength: 200 }).map((value) => new Uint8Array(Buffer.from(value, 'utf16le')));
const zeros = fc.nat(200).map((length) => new Uint8Array(length));
const pieces = fc.array(fc.oneof(text, zeros, fc.uint8Array({ maxLength: 300 })), {
  minLength: 1,
  maxLength: 12,
});

describe('packed data', () => {
  it('is in memory as it would have been, and the module’s own start has run', () => {
    fc.assert(
      fc.property(pieces, (list) => {
        const plain = memoryOf(moduleOf(list));
        const packed = memoryOf(packData(moduleOf(list)));
        expect(plain[START_MARK]).toBe(1);
        expect(Buffer.from(packed).equals(plain)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('takes less than the texts of a program', () => {
    const texts = Array.from({ length: 40 }, (_, at) =>
      Buffer.from(`expected a tensor of rank ${at}`, 'utf16le'),
    );
    const module = moduleOf(texts.map((bytes) => new Uint8Array(bytes)));
    expect(packData(module).length).toBeLessThan(module.length * 0.7);
  });

  it('is refused for a module that is cut', () => {
    const module = moduleOf([Uint8Array.of(1, 2, 3)]);
    for (let length = 8; length < module.length; length += 1) {
      expect(() => packData(module.subarray(0, length))).toThrow(BuildError);
    }
  });
});
