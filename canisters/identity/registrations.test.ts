import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { phrase, refusalOf, Scene } from './identity-fixture.ts';
import { register, registrationTerms } from './register.ts';
import type { RegistrationTerms } from './registration-terms.ts';

const SECOND_NS = 1_000_000_000n;
const WINDOW_NS = 300n * SECOND_NS;
const RATE: [{ time_per_token_ns: bigint; max_tokens: bigint }] = [
  { time_per_token_ns: 10n * SECOND_NS, max_tokens: 10n },
];

function zeroBits(hash: Buffer): number {
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.indexOf('1');
}

function work({ challenge, zero_bits: wanted }: RegistrationTerms, pubkey: Uint8Array): bigint {
  for (let nonce = 0n; ; nonce += 1n) {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(nonce);
    const hash = createHash('sha256').update(challenge).update(pubkey).update(number).digest();
    if (zeroBits(hash) >= wanted) return nonce;
  }
}

/** Registers the first phrases, working where it is asked for. */
function fill(scene: Scene, to: number): RegistrationTerms[] {
  return Array.from({ length: to }, (_, at) => {
    const terms = registrationTerms(scene.provider, scene.env(0));
    if (terms.zero_bits > 14) throw new Error('expected little work in a test');
    const device = phrase(at + 1);
    const nonce = work(terms, device.pubkey);
    register(scene.provider, scene.env(at + 1), { device, challenge: terms.challenge, nonce });
    return terms;
  });
}

describe('registrations', () => {
  it('ask for no work up to half of what is allowed at once, and then for more with each', () => {
    const scene = new Scene({ register_rate_limit: RATE });
    expect(fill(scene, 6).map((terms) => terms.zero_bits)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(registrationTerms(scene.provider, scene.env(0)).zero_bits).toBe(14);
    scene.pass(10n * SECOND_NS);
    expect(registrationTerms(scene.provider, scene.env(0)).zero_bits).toBe(0);
  });

  it('take work for this key alone, and for the challenge of this window and the one before', () => {
    const scene = new Scene({
      register_rate_limit: [{ time_per_token_ns: WINDOW_NS * 10n, max_tokens: 10n }],
    });
    fill(scene, 6);
    const terms = registrationTerms(scene.provider, scene.env(0));
    expect(terms.zero_bits).toBe(14);
    const [one, two, three] = [phrase(21), phrase(22), phrase(23)];
    const nonce = work(terms, one.pubkey);
    const { challenge } = terms;
    const by = (number: number, device = phrase(number), proof = nonce) =>
      register(scene.provider, scene.env(number), { device, challenge, nonce: proof });
    expect(refusalOf(() => by(22, two))).toHaveProperty('ProofOfWork.zero_bits', 14);
    const late = work(terms, three.pubkey);
    scene.pass(terms.expires_at_ns - 1n - scene.system.nowNs);
    by(21, one);
    scene.pass(1n);
    expect(refusalOf(() => by(23, three, late))).toHaveProperty('ProofOfWork');
  });

  it('end when all are given', () => {
    const scene = new Scene({ anchors: [{ from: 100n, to: 102n }] });
    expect([scene.register(1), scene.register(2)]).toEqual([100n, 101n]);
    expect(refusalOf(() => scene.register(3))).toEqual({ CanisterFull: { limit: 2n } });
  });

  it('hold back the one above what is allowed at once until its time', () => {
    const scene = new Scene({ register_rate_limit: [{ time_per_token_ns: SECOND_NS, max_tokens: 2n }] });
    fill(scene, 2);
    const refusal = refusalOf(() => scene.register(3));
    expect(refusal).toEqual({
      RateLimited: { class: 'registrations', retry_at_ns: scene.system.nowNs + SECOND_NS },
    });
  });
});
