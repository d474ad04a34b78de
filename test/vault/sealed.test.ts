import {
  act,
  deriveKey,
  issueSealedRecord,
  listItems,
  listLedger,
  openSealedBody,
  openShard,
  type Principal,
  readBodies,
  readRecords,
  readSealingKey,
  sealBody,
  VaultRefused,
} from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE, VaultNetwork } from './vault-network.ts';
import { freshKey, ownReading, prescription, principalOf, reading, terms } from './vault-requests.ts';

const CLASS = 'health.prescription';
const MARKER = 'metformin-marker-7d1f';
// Among them are subjects on each shard; the first shard derives for both.
const subjects = [PEOPLE.citizen, PEOPLE.neighbour, 12, 13, 14, 15];

let network: VaultNetwork;
beforeAll(async () => {
  network = await VaultNetwork.start();
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

async function subjectOn(shard: number): Promise<number> {
  for (const person of subjects) {
    const place = await network.placeOf(person);
    if (String(place.shard.canisterId) === String(network.shards[shard])) return person;
  }
  throw new Error(`expected a subject on shard ${shard}`);
}

function issue(person: number, body: string) {
  const request = { ...prescription(network.subnet.timeNs, body), subject: principalOf(person) };
  return issueSealedRecord(network.as(PEOPLE.doctor), request);
}

function openOwn(person: number, epoch?: number) {
  const read = { ...ownReading(network.subnet.timeNs, CLASS), subject: principalOf(person) };
  return deriveKey(network.as(person), { read, ...(epoch === undefined ? {} : { epoch }) });
}

const texts = (read: { readonly records: readonly { readonly body?: Uint8Array }[] }): string[] =>
  read.records.map(({ body }) => new TextDecoder().decode(body));

describe.each([0, 1])('a sealed record on shard %i', (shard) => {
  let person: number;
  beforeAll(async () => {
    person = await subjectOn(shard);
    const { value } = await issue(person, MARKER);
    expect(value.sealed).toBe(true);
  });

  it('is opened by its subject, and its text is nowhere in the memory of any shard', async () => {
    const read = await openOwn(person);
    expect(texts(read)).toEqual([MARKER]);
    expect(read.key?.name.epoch).toBe(0);
    const needle = Buffer.from(MARKER);
    for (const canister of network.shards) {
      expect(Buffer.from(await network.subnet.readMemory(canister)).includes(needle)).toBe(false);
      expect(Buffer.from(await network.subnet.readStableMemory(canister)).includes(needle)).toBe(false);
    }
    // What is there is the ciphertext, so that the search above looks into the right place.
    const there = await network.subnet.readStableMemory(network.shards[shard] as Principal);
    expect(Buffer.from(there).includes('iseal1')).toBe(true);
  });

  it('is refused in plain, and under an epoch that is not the one of now', async () => {
    const nowNs = network.subnet.timeNs;
    const doctor = network.as(PEOPLE.doctor);
    const subject = principalOf(person);
    const plain = { ...prescription(nowNs, MARKER), subject };
    await expect(act(doctor, subject, 'issue_record', plain)).rejects.toThrow('SealedClassNeedsCiphertext');
    const { publicKey } = await readSealingKey(doctor, { subject, class: CLASS, organisation: [] });
    const body = await sealBody({ subject, class: CLASS, epoch: 7 }, publicKey, plain.body as Uint8Array);
    await expect(act(doctor, subject, 'issue_record', { ...plain, body })).rejects.toThrow(
      'SealedUnderOldKey',
    );
  });

  it('is opened by a reader with consent, whose key opens nothing that comes later', async () => {
    const subject = principalOf(person);
    const nowNs = network.subnet.timeNs;
    const revenue = network.as(PEOPLE.taxOfficer);
    const asked = terms(nowNs, { customer: subject, record_classes: [CLASS] });
    const { value: consent } = await act(revenue, subject, 'request_consent', {
      terms: asked,
      on_behalf_of: [],
      idempotency_key: freshKey(),
    });
    const read = reading(nowNs, { subject, record_classes: [CLASS], basis: { consent: consent.id } });
    await expect(deriveKey(revenue, { read })).rejects.toThrow('ConsentNotActive');
    await act(network.as(person), subject, 'grant_consent', {
      subject,
      consent: consent.id,
      language: { en: null },
      shown_sha256: new Uint8Array(32),
    });
    const opened = await deriveKey(revenue, { read });
    expect(texts(opened)).toEqual([MARKER]);

    await issue(person, 'later');
    const sealed = await readRecords(revenue, { ...read, limit: 1 });
    const body = sealed.records[0]?.body as Uint8Array;
    await expect(openSealedBody(opened.key as never, body)).rejects.toThrow('epoch');
    expect(texts(await openOwn(person))).toEqual(['later']);
    expect(texts(await openOwn(person, 0))).toEqual([MARKER]);

    await act(network.as(person), subject, 'change_consent', {
      subject,
      consent: consent.id,
      to: { revoked: null },
    });
    await expect(deriveKey(revenue, { read })).rejects.toThrow('ConsentNotActive');
  });

  it('is refused to a stranger, with an entry; and every key that left has one', async () => {
    const subject = principalOf(person);
    const own = network.as(person);
    const before = (await listLedger(own, subject, 0n)).head.size;
    const read = reading(network.subnet.timeNs, { subject, record_classes: [CLASS] });
    await expect(deriveKey(network.as(PEOPLE.stranger), { read })).rejects.toBeInstanceOf(VaultRefused);
    const asSubject = { ...ownReading(network.subnet.timeNs, CLASS), subject };
    await expect(deriveKey(network.as(PEOPLE.stranger), { read: asSubject })).rejects.toThrow('NotSubject');
    const { positions, head } = await listLedger(own, subject, 0n);
    expect(head.size).toBe(before + 2n);
    const keys = positions.flatMap((position) =>
      position.kind === 'open' && 'derive_key' in position.entry.act
        ? [Object.keys(position.entry.outcome)[0]]
        : [],
    );
    expect(keys.filter((outcome) => outcome === 'granted')).toHaveLength(4);
  });
});

describe('keys of sealed classes', () => {
  it('are derived for other shards by the key shard alone, for them alone', async () => {
    const request = {
      subject: principalOf(PEOPLE.citizen),
      class: CLASS,
      epoch: 0,
      transport_public_key: new Uint8Array(48),
    };
    for (const canister of network.shards) {
      const { service } = openShard(network.connection(PEOPLE.operator), canister);
      expect(await service.derive_shard_key(request)).toMatchObject({ Err: { NotPermitted: {} } });
    }
  });

  it('are the same after the subject’s bucket has moved to the other shard', async () => {
    const person = await subjectOn(0);
    const subject = principalOf(person);
    const own = network.as(person);
    const before = texts(await openOwn(person, 0));
    await network.moveBucketOf(person, 1);
    const { shard } = await network.placeOf(person);
    expect(String(shard.canisterId)).toBe(String(network.shards[1]));
    expect(texts(await openOwn(person, 0))).toEqual(before);
    const records = (await listItems(own, { subject, kind: 'held_record' })).items.map(({ value }) => value);
    expect(await readBodies(own, subject, records)).toHaveLength(records.length);
  });
});
