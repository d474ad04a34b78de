import { IDL } from '@dfinity/candid';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { sha256 } from '@noble/hashes/sha2';
import { describe, expect, test } from 'vitest';
import {
  digestOf,
  encodeTree,
  labeled,
  makeNetworkKey,
  prune,
  type RawTree,
  signTree,
  stateTree,
} from '../../test-support/sign-state.ts';
import { connect } from '../connection.ts';
import type { Model, ModelManifest, ProductionInterval } from '../generated/registry.ts';
import { recordTypes } from '../generated/registry-records.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { readRegister } from './read-registers.ts';
import { productionAt } from './read-stages.ts';
import { productionRecordKey, versionedKey } from './record-keys.ts';
import { openRegistry, type Registry } from './registry.ts';
import { encodeManifest } from './write-registers.ts';

const NOW_MS = 1_700_000_000_000;
const CANISTER = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
const network = makeNetworkKey(12);
const CARD = 'A card.';
const utf8 = new TextEncoder();
const key = Ed25519KeyIdentity.generate(new Uint8Array(32).fill(5));

const manifest: ModelManifest = {
  title: 'Crop loss',
  weights_sha256: sha256(utf8.encode('weights')),
  weights_size: 7n,
  card_sha256: sha256(utf8.encode(CARD)),
  format: { onnx: null },
  licence: 'Apache-2.0',
  datasets: [],
  languages: ['urd'],
  evaluation: [],
  intended_use: 'x',
  limits: 'y',
  risk_class: { limited: null },
};

async function modelOf(version: number, over: Partial<Model> = {}): Promise<Model> {
  const bytes = encodeManifest(manifest);
  const signature = new Uint8Array(await key.sign(bytes));
  return {
    id: 1n,
    version,
    organisation: 1n,
    manifest: bytes,
    manifest_sha256: sha256(bytes),
    card: CARD,
    builder: [{ public_key: new Uint8Array(key.getPublicKey().toRaw()), signature }],
    stage: { draft: null },
    flags: [],
    registered_at_ns: 1n,
    registered_by: Principal.anonymous(),
    ...over,
  };
}

/** A registry whose one method answers with a proof of `shown`, in a tree whose full form is `whole`. */
function answering(method: string, found: Uint8Array[], whole: RawTree, shown: RawTree): Registry {
  const certificate = signTree(stateTree(CANISTER, digestOf(whole), NOW_MS), network.secret);
  const answer = { Ok: { found, proof: [{ certificate, witness: encodeTree(shown) }] } };
  const connection = connect({ url: 'http://localhost', rootKey: network.rootKey, nowMs: () => NOW_MS });
  const service = { [method]: () => Promise.resolve(answer) } as unknown as Registry['service'];
  return { ...openRegistry(connection, CANISTER), service };
}

async function faultOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'accepted',
    (error: unknown) => (error instanceof ProofInvalid ? error.fault : error),
  );
}

describe('read a model', () => {
  const leafOf = (model: Model): RawTree =>
    labeled(versionedKey(model.id, model.version), [3, sha256(encode(model))]);
  const encode = (model: Model) => new Uint8Array(IDL.encode([recordTypes.Model], [model]));
  const read = (model: Model, others: RawTree[], version?: number) => {
    const map = others.reduce<RawTree>((left, right) => [1, left, right], leafOf(model));
    const tree = labeled('models', map);
    return readRegister(answering('read_register', [encode(model)], tree, tree), 'models', 1n, version);
  };

  test('the newest is given when the witness shows that none follows', async () => {
    const model = await modelOf(1);
    expect((await read(model, [])).value).toEqual(model);
  });

  test('an older version is not taken for the newest, and is given when it is asked for', async () => {
    const [first, second] = [await modelOf(1), await modelOf(2)];
    expect(await faultOf(read(first, [leafOf(second)]))).toBe('record');
    expect(await faultOf(read(first, [prune(leafOf(second))]))).toBe('record');
    expect((await read(first, [leafOf(second)], 1)).value?.version).toBe(1);
    expect(await faultOf(read(first, [leafOf(second)], 2))).toBe('record');
  });

  test('another card, another manifest and a forged signature are refused', async () => {
    const { builder, manifest: bytes } = await modelOf(1);
    const forged = { ...builder[0]!, signature: new Uint8Array(64) };
    expect(await faultOf(read(await modelOf(1, { card: `${CARD} ` }), []))).toBe('record');
    expect(await faultOf(read(await modelOf(1, { manifest_sha256: sha256(CARD) }), []))).toBe('record');
    expect(await faultOf(read(await modelOf(1, { builder: [forged] }), []))).toBe('record');
    expect(bytes).toEqual(encodeManifest(manifest));
    expect(await faultOf(read(await modelOf(1, { builder: [] }), []))).toBe('accepted');
  });
});

describe('ask which version was in production', () => {
  const NOW_NS = BigInt(NOW_MS) * 1_000_000n;
  const ask = (interval: ProductionInterval, at: bigint) => {
    const record = new Uint8Array(IDL.encode([recordTypes.ProductionInterval], [interval]));
    const leaf = labeled(productionRecordKey(interval.model, interval.sequence), [3, sha256(record)]);
    const tree = labeled('production', leaf);
    return productionAt(answering('production_at', [record], tree, tree), 1n, at);
  };
  const closed: ProductionInterval = { model: 1n, sequence: 1, version: [3], from_ns: 10n, to_ns: [20n] };

  test.each([
    [9n, 'record'],
    [10n, 'accepted'],
    [19n, 'accepted'],
    [20n, 'record'],
  ])('at %s in an interval from 10 to 20: %s', async (at, expected) => {
    expect(await faultOf(ask(closed, at))).toBe(expected);
  });

  test('an open interval proves nothing beyond its certificate', async () => {
    const open = { ...closed, to_ns: [] as [] };
    expect(await faultOf(ask(open, NOW_NS))).toBe('accepted');
    expect(await faultOf(ask(open, NOW_NS + 1n))).toBe('record');
  });

  test('before the first interval there was no model; another model is refused', async () => {
    expect((await ask({ ...closed, sequence: 0 }, 9n)).value).toBeUndefined();
    expect(await faultOf(ask({ ...closed, model: 2n }, 15n))).toBe('record');
  });
});
