import type { Receipt } from '@indus/client';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinReceiptParts, readReceiptPart, ReceiptPartInvalid, toReceiptParts } from './receipt-parts.ts';

const receipts = fc
  .uint8Array({ minLength: 0, maxLength: 4_000 })
  .map((bytes): Receipt => receiptOf([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')));

describe('receipts as codes', () => {
  test('the codes of a receipt make it again in any order', () =>
    fc.assert(
      fc.asyncProperty(receipts, fc.infiniteStream(fc.nat()), async (receipt, order) => {
        const codes = await toReceiptParts(receipt);
        const shuffled = codes.map((code) => ({ code, at: order.next().value as number }));
        const parts = shuffled.sort((a, b) => a.at - b.at).map(({ code }) => readReceiptPart(code));
        expect(await joinReceiptParts(parts)).toEqual(receipt);
      }),
      { numRuns: 50 },
    ));

  test('no code is larger than a phone reads', async () => {
    for (const code of await toReceiptParts(longReceipt())) expect(code.length).toBeLessThanOrEqual(609);
  });

  test('while a code is missing there is no receipt', async () => {
    const parts = (await toReceiptParts(longReceipt())).map(readReceiptPart);
    expect(parts.length).toBeGreaterThan(1);
    expect(await joinReceiptParts(parts.slice(1))).toBeUndefined();
    expect(await joinReceiptParts([])).toBeUndefined();
  });

  test('a code scanned twice counts once', async () => {
    const parts = (await toReceiptParts(longReceipt())).map(readReceiptPart);
    expect(await joinReceiptParts([...parts, ...parts])).toEqual(longReceipt());
  });

  test('codes of two receipts are not mixed', async () => {
    const mine = (await toReceiptParts(longReceipt())).map(readReceiptPart);
    const other = (await toReceiptParts(receiptOf('00'))).map(readReceiptPart);
    await expect(joinReceiptParts([...mine.slice(1), ...other])).rejects.toThrow(ReceiptPartInvalid);
  });

  test('a changed byte is found', async () => {
    const parts = (await toReceiptParts(longReceipt())).map(readReceiptPart);
    const [first, ...rest] = parts;
    if (!first) throw new Error('expected a part');
    const bytes = first.bytes.map((byte, at) => (at === 7 ? byte ^ 1 : byte));
    await expect(joinReceiptParts([{ ...first, bytes }, ...rest])).rejects.toThrow(ReceiptPartInvalid);
  });

  test('any bytes are a part or refused', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          expect(readReceiptPart(bytes).at).toBeLessThan(bytes[4] ?? 0);
        } catch (error) {
          expect(error).toBeInstanceOf(ReceiptPartInvalid);
        }
      }),
    ));
});

function receiptOf(item: string): Receipt {
  const [certificate, witness] = [item.slice(0, 6), item.slice(6)];
  return {
    format: 'indus-vault-receipt-1',
    shard: 'aaaaa-aa',
    buckets: 256,
    subject: 'aaaaa-aa',
    kind: 'consent',
    item,
    certificate,
    witness,
  };
}

/** Longer than one code, and hard to compress. */
function longReceipt(): Receipt {
  let state = 7;
  const digits = Array.from({ length: 6_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return ((state >>> 16) & 15).toString(16);
  });
  return receiptOf(digits.join(''));
}
