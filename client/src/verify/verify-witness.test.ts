import { Principal } from '@dfinity/principal';
import { Cbor } from '@dfinity/agent';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  digestOf,
  encodeTree,
  labeled,
  leb128,
  makeNetworkKey,
  prune,
  type RawTree,
  signTree,
  stateTree,
} from '../../test-support/sign-state.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { bigEndian64 } from './bytes.ts';
import { lookupPath } from './lookup.ts';
import { CERTIFICATE_AGE_MS_MAX, DELEGATION_AGE_MS_MAX } from './verify-certificate.ts';
import { type Proof, verifyWitness } from './verify-witness.ts';

const NOW_MS = 1_700_000_000_000;
const CANISTER = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
const OTHER = Principal.fromText('rrkah-fqaaa-aaaaa-aaaaq-cai');
const network = makeNetworkKey(7);
const trust = { rootKey: network.rootKey, nowMs: () => NOW_MS };

const first = labeled(bigEndian64(1n), [3, new Uint8Array(32).fill(1)]);
const second = labeled(bigEndian64(2n), [3, new Uint8Array(32).fill(2)]);
const full: RawTree = [
  1,
  labeled('board', [3, new Uint8Array(32)]),
  labeled('organisations', [1, first, second]),
];
const witness: RawTree = [
  1,
  prune(labeled('board', [3, new Uint8Array(32)])),
  labeled('organisations', [1, first, prune(second)]),
];

function proofAt(timeMs: number, tree: RawTree = witness): Proof {
  return {
    certificate: signTree(stateTree(CANISTER, digestOf(full), timeMs), network.secret),
    witness: encodeTree(tree),
  };
}

async function faultOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ProofInvalid) return error.fault;
    throw error;
  }
  return 'accepted';
}

describe('witness', () => {
  let good: Proof;
  beforeAll(() => {
    good = proofAt(NOW_MS);
  });

  test('a true proof gives the tree and the time', async () => {
    const state = await verifyWitness(good, CANISTER, trust);
    expect(state.time_ns).toBe(BigInt(NOW_MS) * 1_000_000n);
    expect(lookupPath(state.tree, ['organisations', bigEndian64(1n)])).toEqual({
      status: 'found',
      value: new Uint8Array(32).fill(1),
    });
    expect(lookupPath(state.tree, ['organisations', bigEndian64(0n)]).status).toBe('absent');
    expect(lookupPath(state.tree, ['organisations', bigEndian64(2n)]).status).toBe('unknown');
    expect(lookupPath(state.tree, ['board']).status).toBe('unknown');
  });

  test('a flipped bit in any byte of the witness is refused', async () => {
    for (let at = 0; at < good.witness.length; at++) {
      const bytes = good.witness.slice();
      bytes[at]! ^= 1 << (at % 8);
      const state = verifyWitness({ ...good, witness: bytes }, CANISTER, trust);
      expect(await faultOf(state), `byte ${at}`).toMatch(/malformed|witness/);
    }
  });

  test('a flipped bit in any byte of the certificate is refused', { timeout: 120_000 }, async () => {
    for (let at = 0; at < good.certificate.length; at++) {
      const bytes = good.certificate.slice();
      bytes[at]! ^= 1 << (at % 8);
      const state = verifyWitness({ ...good, certificate: bytes }, CANISTER, trust);
      expect(await faultOf(state), `byte ${at}`).toMatch(/malformed|signature/);
    }
  });

  test('a certificate or witness cut short or followed by a byte is refused', async () => {
    for (const part of ['certificate', 'witness'] as const) {
      const longer = { ...good, [part]: Uint8Array.from([...good[part], 0]) };
      expect(await faultOf(verifyWitness(longer, CANISTER, trust))).toBe('malformed');
      const shorter = { ...good, [part]: good[part].slice(0, -1) };
      expect(await faultOf(verifyWitness(shorter, CANISTER, trust))).toBe('malformed');
    }
  });

  test('the proof of one canister is refused for another', async () => {
    expect(await faultOf(verifyWitness(good, OTHER, trust))).toBe('canister');
  });

  test('a witness of another state is refused', async () => {
    const other = labeled('organisations', first);
    expect(await faultOf(verifyWitness({ ...good, witness: encodeTree(other) }, CANISTER, trust))).toBe(
      'witness',
    );
  });

  test('the signature of another network is refused', async () => {
    const { rootKey } = makeNetworkKey(8);
    expect(await faultOf(verifyWitness(good, CANISTER, { ...trust, rootKey }))).toBe('signature');
  });
});

describe('certificate time', () => {
  test('the largest age is accepted, a millisecond more is refused', async () => {
    expect(await faultOf(verifyWitness(proofAt(NOW_MS - CERTIFICATE_AGE_MS_MAX), CANISTER, trust))).toBe(
      'accepted',
    );
    expect(await faultOf(verifyWitness(proofAt(NOW_MS - CERTIFICATE_AGE_MS_MAX - 1), CANISTER, trust))).toBe(
      'time',
    );
  });

  test('the largest lead is accepted, a millisecond more is refused', async () => {
    expect(await faultOf(verifyWitness(proofAt(NOW_MS + CERTIFICATE_AGE_MS_MAX), CANISTER, trust))).toBe(
      'accepted',
    );
    expect(await faultOf(verifyWitness(proofAt(NOW_MS + CERTIFICATE_AGE_MS_MAX + 1), CANISTER, trust))).toBe(
      'time',
    );
  });

  test('a certificate without a time is refused', async () => {
    const [, canister] = stateTree(CANISTER, digestOf(full), NOW_MS) as [1, RawTree, RawTree];
    const certificate = signTree(canister, network.secret);
    expect(await faultOf(verifyWitness({ ...proofAt(NOW_MS), certificate }, CANISTER, trust))).not.toBe(
      'accepted',
    );
  });
});

describe('delegation', () => {
  const subnet = makeNetworkKey(9);
  const subnetId = Principal.selfAuthenticating(subnet.rootKey).toUint8Array();

  function delegated(range: [Principal, Principal], delegationMs: number): Proof {
    const ranges = Cbor.encode([range.map((end) => end.toUint8Array())]);
    const tree: RawTree = [
      1,
      labeled(
        'subnet',
        labeled(subnetId, [
          1,
          labeled('canister_ranges', [3, ranges]),
          labeled('public_key', [3, subnet.rootKey]),
        ]),
      ),
      labeled('time', [3, leb128(BigInt(delegationMs) * 1_000_000n)]),
    ];
    const delegation = { subnet_id: subnetId, certificate: signTree(tree, network.secret) };
    const state = stateTree(CANISTER, digestOf(full), NOW_MS);
    return { certificate: signTree(state, subnet.secret, delegation), witness: encodeTree(witness) };
  }

  test('a subnet may speak for the canisters in its range, and for no other', async () => {
    expect(await faultOf(verifyWitness(delegated([CANISTER, CANISTER], NOW_MS), CANISTER, trust))).toBe(
      'accepted',
    );
    expect(await faultOf(verifyWitness(delegated([OTHER, OTHER], NOW_MS), CANISTER, trust))).toBe(
      'signature',
    );
  });

  test('a delegation of the largest age is accepted, an older one is refused', async () => {
    const oldest = delegated([CANISTER, CANISTER], NOW_MS - DELEGATION_AGE_MS_MAX);
    expect(await faultOf(verifyWitness(oldest, CANISTER, trust))).toBe('accepted');
    const older = delegated([CANISTER, CANISTER], NOW_MS - DELEGATION_AGE_MS_MAX - 1);
    expect(await faultOf(verifyWitness(older, CANISTER, trust))).toBe('time');
  });

  test('a certificate by the subnet key without the delegation is refused', async () => {
    const certificate = signTree(stateTree(CANISTER, digestOf(full), NOW_MS), subnet.secret);
    expect(await faultOf(verifyWitness({ certificate, witness: encodeTree(witness) }, CANISTER, trust))).toBe(
      'signature',
    );
  });
});
