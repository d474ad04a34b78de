import { hashOfMap as agentHash } from '@dfinity/agent';
import { ed25519 } from '@noble/curves/ed25519';
import { describe, expect, it } from 'vitest';
import { nodeKeyFromSeed } from '../crypto/ed25519.ts';
import { queryResponseMessage } from './query-signature.ts';

const key = nodeKeyFromSeed(new Uint8Array(32).fill(6));
const requestId = new Uint8Array(32).fill(8);
const timestamp = 1_700_000_000_000_000_000n;

/** The documented formula, by another implementation of hashes and signatures. */
function holds(fields: Record<string, unknown>, signature: Uint8Array): boolean {
  const hash = agentHash({ ...fields, timestamp, request_id: requestId });
  const message = Buffer.concat([Buffer.from('\x0bic-response'), hash]);
  return ed25519.verify(signature, message, key.publicKeyDer.subarray(12));
}

describe('query signature', () => {
  it('of a reply holds by the documented formula', () => {
    const arg = Uint8Array.of(1, 2, 3);
    const signature = key.sign(queryResponseMessage({ kind: 'replied', data: arg }, requestId, timestamp));
    expect(holds({ status: 'replied', reply: { arg } }, signature)).toBe(true);
    expect(holds({ status: 'replied', reply: { arg: Uint8Array.of(1, 2, 4) } }, signature)).toBe(false);
  });

  it('of a rejection holds by the documented formula', () => {
    const reject = { code: 5, message: 'no', errorCode: 'IC0536' } as const;
    const signature = key.sign(queryResponseMessage({ kind: 'rejected', reject }, requestId, timestamp));
    const fields = { status: 'rejected', reject_code: 5, reject_message: 'no', error_code: 'IC0536' };
    expect(holds(fields, signature)).toBe(true);
    expect(holds({ ...fields, reject_code: 4 }, signature)).toBe(false);
  });
});
