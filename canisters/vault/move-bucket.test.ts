import { decodeRecord } from '@indus/kit/record-codec';
import type { Env } from '@indus/kit/env';
import type { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { activateBucket } from './activate-bucket.ts';
import { issueRecord } from './issue-record.ts';
import { moveBucket, readMove } from './move-bucket.ts';
import { openDossier } from './open-dossier.ts';
import { packRows } from './pack-rows.ts';
import { receiveBucket } from './receive-bucket.ts';
import { setShards } from './set-shards.ts';
import { CONTROLLER } from './simulation/simulated-shard.ts';
import type { SimulatedShard } from './simulation/simulated-shard.ts';
import { World } from './simulation/world.ts';
import { Statistics } from './statistics.ts';
import { MEMORY } from './storage.ts';
import { bucketKey } from './subject-key.ts';
import { issueRequest, PEOPLE, person } from './vault-fixture.ts';

const SUBJECTS = Array.from({ length: 12 }, (_, at) => person(100 + at));
const SECOND_NS = 1_000_000_000n;
const BUCKET = 0;

/** Two shards with a bucket each, and three records on every subject. */
class TwoShards extends World {
  constructor() {
    super(1, 2, 2);
    for (const subject of SUBJECTS) for (let turn = 0; turn < 3; turn += 1) this.issue(subject);
  }

  get first(): SimulatedShard {
    return this.shards[0] as SimulatedShard;
  }

  get second(): SimulatedShard {
    return this.shards[1] as SimulatedShard;
  }

  /** Who is in the bucket. */
  get subjects(): Principal[] {
    return SUBJECTS.filter((subject) => this.first.vault.keyOf(subject).bucket === BUCKET);
  }

  issue(subject: Principal): ReturnType<World['ask']> {
    const request = { ...issueRequest(this.nowNs), subject };
    return this.ask(subject, PEOPLE.officer, (vault, env) => issueRecord(vault, env, request));
  }

  begin(to = this.second.id, by = CONTROLLER): ReturnType<SimulatedShard['message']> {
    return this.first.message(by, (env) => moveBucket(this.first.vault, env, { bucket: BUCKET, to }));
  }

  stateOf({ vault }: SimulatedShard = this.first): unknown {
    return readMove(vault, {} as Env, BUCKET)[0]?.state;
  }

  heads({ vault }: SimulatedShard): (Uint8Array | undefined)[] {
    vault.begin();
    return this.subjects.map((subject) => vault.dossier(subject).headBytes());
  }
}

function statistics({ vault }: SimulatedShard): Statistics {
  return decodeRecord<Statistics>(Statistics, vault.statistics.bytes());
}

describe('a bucket that moves', () => {
  it('is served by the other shard with the same heads, ledgers, log and counts, and leaves nothing behind', async () => {
    const world = new TwoShards();
    const { first, second } = world;
    const heads = world.heads(first);
    const { size } = first.vault.buckets.log(BUCKET);
    const root = first.vault.buckets.log(BUCKET).root();
    const digest = first.vault.digestOf(BUCKET);
    const records = statistics(first).records + statistics(second).records;
    expect(heads.length).toBeGreaterThan(2);
    world.begin();
    await world.pass(60n * SECOND_NS);
    expect(world.stateOf()).toEqual({ done: null });
    expect(world.ownerOf(BUCKET)).toBe(second);
    expect(world.heads(second)).toEqual(heads);
    expect(second.vault.buckets.log(BUCKET).size).toBe(size);
    expect(second.vault.buckets.log(BUCKET).root()).toEqual(root);
    expect(second.vault.digestOf(BUCKET)).toEqual(digest);
    expect([statistics(first).records, statistics(second).records]).toEqual([0n, records]);
    expect(first.tables.keysUnder(MEMORY.subjects, bucketKey(BUCKET))).toBe(0);
    const subject = world.subjects[0] as Principal;
    expect(first.message(PEOPLE.officer, (env) => openDossier(first.vault, env, subject))).toMatchObject({
      refused: { WrongShard: { bucket: BUCKET, shard: second.id } },
    });
  });

  it('takes along what is written while it is copied, and comes back to where it was', async () => {
    const world = new TwoShards();
    let written = 0;
    world.between = () => {
      written += 1;
      for (const subject of world.subjects.slice(0, 2)) world.issue(subject);
    };
    world.begin();
    await world.pass(60n * SECOND_NS);
    world.between = () => undefined;
    expect(written).toBeGreaterThan(1);
    expect(world.ownerOf(BUCKET)).toBe(world.second);
    const heads = world.heads(world.second);
    const { vault } = world.second;
    world.second.message(CONTROLLER, (env) => moveBucket(vault, env, { bucket: BUCKET, to: world.first.id }));
    await world.pass(120n * SECOND_NS);
    expect(world.ownerOf(BUCKET)).toBe(world.first);
    expect(world.heads(world.first)).toEqual(heads);
    expect(world.first.vault.buckets.place(BUCKET)?.epoch).toBe(2n);
  });

  it('is frozen before it is handed over, and served again when the other shard is not reached', async () => {
    const world = new TwoShards();
    const kinds = new Set<string | undefined>();
    const endings: unknown[] = [];
    world.between = () => {
      kinds.add(world.first.vault.buckets.place(BUCKET)?.kind);
      if (world.first.vault.buckets.place(BUCKET)?.kind !== 'handing_over') return;
      const subject = world.subjects[0] as Principal;
      const { vault } = world.first;
      endings.push(world.first.message(PEOPLE.officer, (env) => openDossier(vault, env, subject)));
      endings.push(world.begin(world.first.id));
      world.faultPercent = 100;
    };
    world.begin();
    await world.pass(4n * SECOND_NS);
    expect(kinds).toEqual(new Set(['owned', 'handing_over']));
    expect(endings[0]).toMatchObject({ refused: { BucketMoving: { bucket: BUCKET } } });
    expect(endings[1]).toMatchObject({ refused: { BucketMoving: { bucket: BUCKET } } });
    expect(world.ownerOf(BUCKET)).toBe(world.first);
    expect(world.stateOf()).toEqual({ catching_up: null });
    world.faultPercent = 0;
    world.between = () => undefined;
    await world.pass(60n * SECOND_NS);
    expect(world.ownerOf(BUCKET)).toBe(world.second);
  });

  it('stays when a controller gives the move up, and can move again', async () => {
    const world = new TwoShards();
    world.begin();
    world.between = () => {
      world.between = () => undefined;
      expect(world.begin(world.first.id)).toEqual({ ok: null });
    };
    await world.pass(60n * SECOND_NS);
    expect(world.stateOf()).toEqual({ failed: 'given up by a controller' });
    expect(world.ownerOf(BUCKET)).toBe(world.first);
    world.begin();
    await world.pass(120n * SECOND_NS);
    expect(world.ownerOf(BUCKET)).toBe(world.second);
    expect(world.second.vault.buckets.place(BUCKET)?.epoch).toBe(2n);
  });

  it('stays when it has not arrived whole', async () => {
    const world = new TwoShards();
    const { second } = world;
    const subject = world.subjects[0] as Principal;
    world.between = () => {
      if (second.vault.buckets.place(BUCKET)?.kind !== 'arriving') return;
      second.message(CONTROLLER, () => {
        second.vault.certifySubject(second.vault.keyOf(subject), new Uint8Array(32));
      });
    };
    world.begin();
    await world.pass(60n * SECOND_NS);
    expect(world.stateOf()).toEqual({ failed: 'the other shard refused: Other' });
    expect(world.ownerOf(BUCKET)).toBe(world.first);
  });
});

describe('who may move buckets', () => {
  it('controllers begin, to known shards, what is here', () => {
    const world = new TwoShards();
    const { first, second } = world;
    expect(world.begin(second.id, PEOPLE.officer)).toMatchObject({ refused: { NotPermitted: {} } });
    expect(world.begin(person(250))).toMatchObject({ refused: { Invalid: { field: 'to' } } });
    const { vault } = first;
    const move = (bucket: number) =>
      first.message(CONTROLLER, (env) => moveBucket(vault, env, { bucket, to: second.id }));
    expect(move(1)).toMatchObject({ refused: { WrongShard: { shard: second.id } } });
    expect(move(2)).toMatchObject({ refused: { Invalid: { field: 'bucket' } } });
    expect([move(0), move(0)]).toEqual([{ ok: null }, { ok: null }]);
  });

  it('shards alone send rows, in order, of what is not here, and take nothing over that they were not given', () => {
    const { second, first } = new TwoShards();
    const { vault } = second;
    const chunk = { bucket: BUCKET, epoch: 1n, sequence: 0n, rows: packRows([]) };
    const receive = (by: Principal, over: object = {}) =>
      second.message(by, (env) => receiveBucket(vault, env, { ...chunk, ...over }));
    const handover = {
      ...{ bucket: BUCKET, epoch: 1n, log_size: 0n, log_root: new Uint8Array(32), subjects: 0n },
      digest: new Uint8Array(32),
      statistics: statistics(first),
    };
    const activate = (by: Principal, over: object = {}) =>
      second.message(by, (env) => activateBucket(vault, env, { ...handover, ...over }));
    const other = { refused: { Other: { code: 2 } } };
    expect(receive(PEOPLE.officer)).toMatchObject({ refused: { NotPermitted: {} } });
    expect(activate(PEOPLE.officer)).toMatchObject({ refused: { NotPermitted: {} } });
    expect(activate(first.id)).toMatchObject(other);
    expect(receive(first.id, { sequence: 1n })).toMatchObject(other);
    expect(receive(first.id, { bucket: 1 })).toMatchObject(other);
    expect(receive(first.id, { bucket: 2 })).toMatchObject(other);
    expect(receive(first.id, { epoch: 0n })).toMatchObject(other);
    expect(receive(first.id)).toEqual({ ok: null });
    expect(receive(first.id, { sequence: 2n })).toMatchObject(other);
    expect(receive(first.id, { sequence: 1n })).toEqual({ ok: null });
    expect(receive(second.id, { sequence: 2n })).toMatchObject(other);
    expect(activate(first.id, { epoch: 2n })).toMatchObject(other);
    expect(activate(first.id)).toMatchObject(other);
  });

  it('was taken over once and for all: asked again, a shard says so, even while the bucket is on its way to it anew', async () => {
    const world = new TwoShards();
    const { first, second } = world;
    const { vault } = second;
    const nothing = { bucket: BUCKET, log_size: 0n, log_root: new Uint8Array(32), subjects: 0n };
    const handover = { ...nothing, digest: new Uint8Array(32), statistics: statistics(first) };
    const ask = (epoch: bigint) =>
      second.message(first.id, (env) => activateBucket(vault, env, { ...handover, epoch }));
    world.begin();
    await world.pass(60n * SECOND_NS);
    expect(ask(1n)).toEqual({ ok: null });
    second.message(CONTROLLER, (env) => moveBucket(vault, env, { bucket: BUCKET, to: first.id }));
    await world.pass(120n * SECOND_NS);
    expect(first.vault.buckets.place(BUCKET)).toMatchObject({ kind: 'owned', epoch: 2n });
    expect(ask(1n)).toEqual({ ok: null });
    const chunk = { bucket: BUCKET, epoch: 3n, sequence: 0n, rows: packRows([]) };
    expect(second.message(first.id, (env) => receiveBucket(vault, env, chunk))).toEqual({ ok: null });
    expect(vault.buckets.place(BUCKET)).toMatchObject({ kind: 'arriving', epoch: 3n });
    expect(ask(1n)).toEqual({ ok: null });
    expect(ask(3n)).toMatchObject({ refused: { Other: { code: 2 } } });
  });

  it('shards are named by controllers, the first one for ever, without two for a bucket', () => {
    const { first, second } = new TwoShards();
    const { vault } = first;
    const name = (shards: Parameters<typeof setShards>[2], by = CONTROLLER) =>
      first.message(by, (env) => setShards(vault, env, shards));
    const shard = (canister: Principal, from: number, to: number) => ({ canister, owned: [{ from, to }] });
    const both = [shard(first.id, 0, 0), shard(second.id, 1, 1)];
    expect(name(both)).toEqual({ ok: null });
    expect(name(both, PEOPLE.officer)).toMatchObject({ refused: { NotPermitted: {} } });
    expect(name([])).toMatchObject({ refused: { Invalid: { field: 'shards' } } });
    expect(name([...both, ...both])).toMatchObject({ refused: { Invalid: { field: 'shards' } } });
    expect(name(both.toReversed())).toMatchObject({ refused: { Invalid: { field: 'shards' } } });
    expect(name([shard(first.id, 0, 1), shard(second.id, 1, 1)])).toMatchObject({
      refused: { Invalid: { field: 'owned' } },
    });
    expect(name([shard(first.id, 0, 2)])).toMatchObject({ refused: { Invalid: { field: 'owned' } } });
    expect(name([shard(first.id, 1, 0)])).toMatchObject({ refused: { Invalid: { field: 'owned' } } });
  });
});
