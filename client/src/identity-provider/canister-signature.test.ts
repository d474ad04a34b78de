import { Cbor, wrapDER } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { describe, expect, it } from 'vitest';
import {
  digestOf,
  labeled,
  makeNetworkKey,
  prune,
  type RawTree,
  signTree,
  stateTree,
} from '../../test-support/sign-state.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { verifyCanisterSignature } from './canister-signature.ts';

const OID = Uint8Array.of(
  ...[0x30, 0x0c, 0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xb8, 0x43, 0x01, 0x02],
);
const NOW_MS = 1_800_000_000_000;
const CANISTER = Principal.fromUint8Array(Uint8Array.of(1, 2, 3));
const OTHER = Principal.fromUint8Array(Uint8Array.of(1, 2, 4));
const SEED = Uint8Array.of(7, 7);
const MESSAGE = new TextEncoder().encode('what was signed');
const network = makeNetworkKey(1);
const trust = { rootKey: network.rootKey, nowMs: () => NOW_MS };

function keyOf(canister: Principal, seed = SEED): Uint8Array {
  const id = canister.toUint8Array();
  return wrapDER(Uint8Array.from([id.length, ...id, ...seed]), OID);
}

function treeOf(message = MESSAGE, seed = SEED): RawTree {
  const leaf = labeled(sha256(message), [3, new Uint8Array()]);
  return labeled('sig', labeled(sha256(seed), leaf));
}

interface Signing {
  readonly tree?: RawTree;
  readonly shown?: RawTree;
  readonly timeMs?: number;
  readonly secret?: Uint8Array;
}

function sign({ tree = treeOf(), shown = tree, timeMs = NOW_MS, secret = network.secret }: Signing = {}) {
  const certificate = signTree(stateTree(CANISTER, digestOf(tree), timeMs), secret);
  return Cbor.encode({ certificate, tree: shown });
}

const verify = (signature: Uint8Array, message = MESSAGE, publicKey = keyOf(CANISTER)) =>
  verifyCanisterSignature({ publicKey, message, signature }, CANISTER, trust);

describe('a canister signature', () => {
  it('is good for the message, the seed and the canister, and tells when it was made', async () => {
    expect(await verify(sign())).toBe(BigInt(NOW_MS) * 1_000_000n);
  });

  it('is good for no other message, seed or canister', async () => {
    const flipped = MESSAGE.map((byte, at) => (at === 3 ? byte ^ 1 : byte));
    await expect(verify(sign(), flipped)).rejects.toMatchObject({ fault: 'signature' });
    const seed = keyOf(CANISTER, Uint8Array.of(7, 8));
    await expect(verify(sign(), MESSAGE, seed)).rejects.toMatchObject({ fault: 'signature' });
    await expect(verify(sign(), MESSAGE, keyOf(OTHER))).rejects.toMatchObject({ fault: 'canister' });
  });

  it('wants a tree that the canister certified, with the message in it', async () => {
    const elsewhere = treeOf(new TextEncoder().encode('something else'));
    const forged = sign({ tree: elsewhere, shown: treeOf() });
    await expect(verify(forged)).rejects.toMatchObject({ fault: 'witness' });
    const hidden = sign({ shown: prune(treeOf()) });
    await expect(verify(hidden)).rejects.toMatchObject({ fault: 'signature' });
  });

  it('wants the network’s own signature, of the present', async () => {
    const stranger = makeNetworkKey(2).secret;
    await expect(verify(sign({ secret: stranger }))).rejects.toMatchObject({ fault: 'signature' });
    const old = sign({ timeMs: NOW_MS - 5 * 60_000 - 1 });
    await expect(verify(old)).rejects.toMatchObject({ fault: 'time' });
    await verify(sign({ timeMs: NOW_MS - 5 * 60_000 }));
  });

  it('is none in any other form', async () => {
    const good = sign();
    for (const bad of [good.subarray(0, -1), Uint8Array.from([...good, 0]), new Uint8Array()]) {
      await expect(verify(bad)).rejects.toBeInstanceOf(ProofInvalid);
    }
    const doubled = Cbor.encode({ certificate: new Uint8Array(1), other: treeOf() });
    await expect(verify(doubled)).rejects.toMatchObject({ fault: 'malformed' });
    await expect(verify(good, MESSAGE, new Uint8Array(40))).rejects.toMatchObject({ fault: 'malformed' });
  });
});
