import { IDL } from '@dfinity/candid';
import type { AsyncEnv } from '@indus/kit/env';
import { Refusal } from '@indus/kit/refusal';
import type { OutgoingCall } from '@indus/kit/system';
import { describe, expect, it } from 'vitest';
import { deriveRecordKey } from './derive-record-key.ts';
import { deriveShardKey } from './derive-shard-key.ts';
import { issueRecord } from './issue-record.ts';
import { SEALED_BODY_SIZE_BYTES_MIN } from './limits.ts';
import type { ReadRequest } from './reading-requests.ts';
import { recordPublicKey } from './record-public-key.ts';
import { SEALED_BODY_MAGIC } from './sealed-body.ts';
import {
  issueRequest,
  ORGANISATIONS,
  PEOPLE,
  person,
  readRequest,
  refusalOf,
  Scene,
} from './vault-fixture.ts';

const DeriveReply = IDL.Record({ encrypted_key: IDL.Vec(IDL.Nat8) });
const DeriveArgs = IDL.Record({ input: IDL.Vec(IDL.Nat8), context: IDL.Vec(IDL.Nat8) });
const KEY = new Uint8Array(192).fill(5);
const CLASS = 'health.prescription';

function sealedBody(epoch: number): Uint8Array {
  const body = new Uint8Array(SEALED_BODY_SIZE_BYTES_MIN);
  body.set(SEALED_BODY_MAGIC);
  body[9] = epoch;
  return body;
}

/** A scene that is the key shard, with calls recorded; `during` runs while the key is derived. */
function keyScene(during: () => void = () => undefined) {
  const scene = new Scene();
  const calls: OutgoingCall[] = [];
  scene.vault.shards.put([scene.self, person(3)]);
  scene.system.answer = (outgoing) => {
    calls.push(outgoing);
    during();
    return Promise.resolve(new Uint8Array(IDL.encode([DeriveReply], [{ encrypted_key: KEY }])));
  };
  return { scene, calls };
}

function issueSealed(scene: Scene, epoch: number): void {
  issueRecord(scene.vault, scene.env(PEOPLE.doctor), {
    ...issueRequest(scene.nowNs),
    class: CLASS,
    organisation: ORGANISATIONS.clinic,
    body: sealedBody(epoch),
  });
}

function asyncEnv(scene: Scene, caller = PEOPLE.citizen): AsyncEnv {
  return {
    ...scene.env(caller),
    get nowNs() {
      return scene.nowNs;
    },
    self: scene.self,
    call: (outgoing) => scene.system.call(outgoing),
    notify: () => undefined,
  };
}

function derive(
  scene: Scene,
  over: Partial<ReadRequest> = {},
  caller = PEOPLE.citizen,
  epoch: [] | [number] = [],
) {
  const read = readRequest(scene.nowNs, {
    basis: { subject: null },
    purpose: [],
    organisation: [],
    on_behalf_of: [],
    record_classes: [CLASS],
    ...over,
  });
  return deriveRecordKey(scene.vault, asyncEnv(scene, caller), {
    read,
    transport_public_key: new Uint8Array(48).fill(1),
    epoch,
  });
}

const BREAK_GLASS = {
  basis: { break_glass: { reason: 'unconscious on arrival' } },
  purpose: ['health.treatment'] as [string],
  organisation: [ORGANISATIONS.clinic] as [bigint],
};

async function refusal(call: Promise<unknown>): Promise<object> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error.error;
  throw error;
}

describe('deriveRecordKey', () => {
  it('gives the subject her key, with an entry before it is derived', async () => {
    let entriesThen = 0;
    const { scene, calls } = keyScene(() => (entriesThen = scene.ledger().length));
    issueSealed(scene, 0);
    const { value } = await derive(scene);
    expect(value).toMatchObject({ encrypted_key: [KEY], epoch: [0], read: { bodies: [{ id: 1n }] } });
    expect(entriesThen).toBe(2);
    expect(scene.ledger().at(-1)).toMatchObject({
      open: { act: { derive_key: null }, outcome: { granted: null } },
    });
    expect(calls.map(({ canister, method, cycles }) => [canister.toText(), method, cycles])).toEqual([
      ['aaaaa-aa', 'vetkd_derive_key', 30_000_000_000n],
    ]);
    const [args] = IDL.decode([DeriveArgs], calls[0]?.argument as Uint8Array) as unknown as [
      { input: Uint8Array; context: Uint8Array },
    ];
    const text = new TextEncoder();
    const subject = PEOPLE.citizen.toUint8Array();
    expect([...args.context]).toEqual([...text.encode('indus-vault-sealed-1')]);
    expect([...args.input]).toEqual([
      ...[0, 0, 0, subject.length],
      ...subject,
      ...[0, 0, 0, CLASS.length],
      ...text.encode(CLASS),
      ...[0, 0, 0, 0],
    ]);
  });

  it('closes the epoch when somebody else gets a key, and not when the subject does', async () => {
    const { scene } = keyScene();
    issueSealed(scene, 0);
    await derive(scene);
    issueSealed(scene, 0);
    await derive(scene, BREAK_GLASS, PEOPLE.doctor);
    expect(refusalOf(() => issueSealed(scene, 0))).toEqual({ SealedUnderOldKey: { class: CLASS, epoch: 1 } });
    issueSealed(scene, 1);
    const newest = await derive(scene);
    expect([newest.value.epoch, newest.value.read.records.length]).toEqual([[1], 1]);
    expect(newest.value.read.next).toHaveLength(1);
    const older = await derive(scene, { cursor: newest.value.read.next });
    expect([older.value.epoch, older.value.read.records.length]).toEqual([[0], 2]);
    const asked = await derive(scene, {}, PEOPLE.citizen, [0]);
    expect([asked.value.epoch, asked.value.read.records.length]).toEqual([[0], 2]);
  });

  it('derives nothing when there is nothing to open', async () => {
    const { scene, calls } = keyScene();
    const { value } = await derive(scene);
    expect([value.encrypted_key, value.epoch, calls.length]).toEqual([[], [], 0]);
  });

  const refused: readonly [string, string, Partial<ReadRequest>][] = [
    ['two classes', 'Invalid', { record_classes: [CLASS, 'income.salary'] }],
    ['a class that is not sealed', 'Invalid', { record_classes: ['income.salary'] }],
    ['a mode without bodies', 'Invalid', { mode: { query_only: null } }],
    ['statute by nobody known', 'RoleRequired', { basis: { statute: { reference: 'x' } } }],
  ];
  it.each(refused)('refuses %s with %s and an entry, and derives nothing', async (_name, error, over) => {
    const { scene, calls } = keyScene();
    issueSealed(scene, 0);
    const before = scene.ledger().length;
    expect(Object.keys(await refusal(derive(scene, over)))).toEqual([error]);
    expect([scene.ledger().length - before, calls.length]).toEqual([1, 0]);
    expect(scene.ledger().at(-1)).toMatchObject({
      open: { act: { derive_key: null }, outcome: { denied: error } },
    });
  });

  it('keeps the key back, with an entry, when the right to it ended while it was derived', async () => {
    const { scene } = keyScene(() =>
      scene.tell({ member: { organisation: ORGANISATIONS.clinic, member: PEOPLE.doctor, roles: [] } }),
    );
    issueSealed(scene, 0);
    expect(await refusal(derive(scene, BREAK_GLASS, PEOPLE.doctor))).toHaveProperty('RoleRequired');
    expect(scene.ledger().slice(-2)).toMatchObject([
      { open: { outcome: { granted: null } } },
      { open: { outcome: { denied: 'RoleRequired' } } },
    ]);
  });

  it('derives on the key shard alone, for its peers alone', async () => {
    const { scene, calls } = keyScene();
    const request = {
      subject: PEOPLE.citizen,
      class: CLASS,
      epoch: 0,
      transport_public_key: KEY.slice(0, 48),
    };
    const ask = (caller = person(3)) => deriveShardKey(scene.vault, asyncEnv(scene, caller), request);
    expect(await ask()).toEqual(KEY);
    expect(await refusal(ask(person(4)))).toHaveProperty('NotPermitted');
    scene.vault.shards.put([person(3), scene.self]);
    expect(await refusal(ask())).toHaveProperty('NotPermitted');
    issueSealed(scene, 0);
    const there = new Uint8Array(
      IDL.encode([IDL.Variant({ Ok: IDL.Vec(IDL.Nat8), Err: IDL.Null })], [{ Ok: KEY }]),
    );
    scene.system.answer = (outgoing) => {
      calls.push(outgoing);
      return Promise.resolve(there);
    };
    expect((await derive(scene)).value.encrypted_key).toEqual([KEY]);
    expect([calls.at(-1)?.canister.toText(), calls.at(-1)?.method]).toEqual([
      person(3).toText(),
      'derive_shard_key',
    ]);
  });

  it('is unavailable before anybody has named the shards', async () => {
    const scene = new Scene();
    issueSealed(scene, 0);
    expect(await refusal(derive(scene))).toHaveProperty('KeyUnavailable');
    expect(scene.ledger().at(-1)).toMatchObject({ open: { outcome: { denied: 'KeyUnavailable' } } });
  });
});

describe('recordPublicKey', () => {
  it('tells the epoch to the subject and to those who may issue', async () => {
    const { scene } = keyScene();
    scene.system.answer = () =>
      Promise.resolve(
        new Uint8Array(IDL.encode([IDL.Record({ public_key: IDL.Vec(IDL.Nat8) })], [{ public_key: KEY }])),
      );
    const ask = (caller = PEOPLE.citizen, organisation: [] | [bigint] = []) =>
      recordPublicKey(scene.vault, asyncEnv(scene, caller), {
        subject: PEOPLE.citizen,
        class: CLASS,
        organisation,
      });
    expect(await ask()).toEqual({ public_key: KEY, key_shard: scene.self, epoch: [0] });
    expect((await ask(PEOPLE.stranger)).epoch).toEqual([]);
    expect((await ask(PEOPLE.doctor, [ORGANISATIONS.clinic])).epoch).toEqual([0]);
    expect(await refusal(ask(PEOPLE.officer, [ORGANISATIONS.interior]))).toHaveProperty('NotIssuer');
    expect(await refusal(ask(PEOPLE.stranger, [ORGANISATIONS.clinic]))).toHaveProperty('RoleRequired');
  });
});
