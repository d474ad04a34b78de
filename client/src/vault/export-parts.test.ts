import { IDL } from '@dfinity/candid';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallFailed } from '../call-failed.ts';
import type { ExportPart } from '../generated/vault.ts';
import { recordTypes } from '../generated/vault-records.ts';
import { encodeExportParts, packExport, unpackExport } from './export-parts.ts';

const PART_SIZE_BYTES_MAX = 524_288;

function decode(part: Uint8Array): ExportPart {
  return IDL.decode([recordTypes.ExportPart], part)[0] as unknown as ExportPart;
}

const body = (sizeBytes: number, id: number): ExportPart['rows'][number] => ({
  body: { id: BigInt(id), version: 1, salt: new Uint8Array(16), body: new Uint8Array(sizeBytes) },
});

describe('the parts of an export', () => {
  test('hold all rows in order, and each fits a message', () => {
    const sizes = fc.array(fc.oneof(fc.nat({ max: 2_000 }), fc.constant(65_536), fc.constant(262_144)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(sizes, (given) => {
        const rows = given.map(body);
        const parts = encodeExportParts(rows);
        const bodies = parts.flatMap((part) =>
          decode(part).rows.map((row) => ('body' in row ? row.body : undefined)),
        );
        const told = bodies.map((row) => [row?.id, row?.body.length]);
        expect(told).toEqual(given.map((sizeBytes, id) => [BigInt(id), sizeBytes]));
        expect(parts.map((part) => decode(part).number)).toEqual(parts.map((_, at) => at));
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(PART_SIZE_BYTES_MAX);
      }),
      { numRuns: 25 },
    );
  });

  test('are what they were after a file', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 6 }), (parts) => {
        expect(unpackExport(packExport(parts))).toEqual(parts);
      }),
    );
  });

  test('are not made of a file that was cut off or is none', () => {
    const file = packExport([Uint8Array.of(1, 2, 3)]);
    expect(unpackExport(file.slice(0, -7))).toEqual([]);
    for (const cut of [1, 2, 3, 4, 5, 6]) {
      expect(() => unpackExport(file.slice(0, -cut))).toThrow(CallFailed);
    }
    expect(() => unpackExport(Uint8Array.of(1, 2, 3))).toThrow(CallFailed);
    expect(() => unpackExport(new Uint8Array(0))).toThrow(CallFailed);
  });
});
