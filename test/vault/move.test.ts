import {
  act,
  listItems,
  listLedger,
  type LogHead,
  openShard,
  proveLedgerConsistency,
  readHead,
  readRecords,
  readStatistics,
  startCanister,
  stopCanister,
  VaultRefused,
} from '@indus/client';
import type { Principal, Vault, vault as vaultTypes } from '@indus/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATIONS, PEOPLE, VaultNetwork } from './vault-network.ts';
import { principalOf, reading, salary } from './vault-requests.ts';

const LARGE_BODY = new Uint8Array(60_000).fill(7);
const STATUTE = { statute: { reference: 'section 114' } };

/** What the vault has said that it did for somebody, and what it put off. */
class Load {
  readonly records = new Map<number, number>();
  readonly reads = new Map<number, number>();
  readonly heads: { readonly person: number; readonly head: LogHead }[] = [];
  putOff = 0;

  async issue(person: number, body = new Uint8Array(100)): Promise<void> {
    const request = salary(network.subnet.timeNs, { subject: principalOf(person), body });
    const isDone = await this.#try(() =>
      act(vaultOf(PEOPLE.officer), principalOf(person), 'issue_record', request),
    );
    if (isDone) this.records.set(person, (this.records.get(person) ?? 0) + 1);
  }

  async read(person: number): Promise<void> {
    const request = reading(network.subnet.timeNs, {
      subject: principalOf(person),
      basis: STATUTE,
      organisation: [ORGANISATIONS.revenue],
      limit: 1,
    });
    const isDone = await this.#try(() => readRecords(vaultOf(PEOPLE.taxOfficer), request));
    if (isDone) this.reads.set(person, (this.reads.get(person) ?? 0) + 1);
  }

  /** What a phone keeps of its owner's ledger. */
  async look(person: number): Promise<void> {
    await this.#try(async () => {
      const { value } = await readHead(vaultOf(person), principalOf(person));
      if (value === undefined) throw new Error('expected a head');
      const head = { size: value.ledger_size, root: Uint8Array.from(value.ledger_root) };
      this.heads.push({ person, head });
    });
  }

  async #try(ask: () => Promise<unknown>): Promise<boolean> {
    try {
      await ask();
      return true;
    } catch (error) {
      if (!(error instanceof VaultRefused) || !error.message.includes('BucketMoving')) throw error;
      this.putOff += 1;
      return false;
    }
  }

  /** Everything that was said to be done is there, once, and nothing else. */
  async check(): Promise<void> {
    for (const [person, records] of this.records) {
      const own = vaultOf(person);
      const subject = principalOf(person);
      const { items } = await listItems(own, { subject, kind: 'held_record' });
      expect(items.length).toBe(Math.min(records, 50));
      const { head, positions } = await listLedger(own, subject, 0n);
      expect(Number(head.size)).toBe(records + (this.reads.get(person) ?? 0));
      expect(positions.every(({ kind }) => kind === 'open')).toBe(true);
    }
    for (const { person, head } of this.heads) {
      await proveLedgerConsistency(vaultOf(person), principalOf(person), head);
    }
  }
}

let network: VaultNetwork;
const vaults = new Map<number, Vault>();

/** The vault as somebody sees it, who remembers which shard served whom. */
function vaultOf(person: number): Vault {
  const vault = vaults.get(person) ?? network.as(person);
  vaults.set(person, vault);
  return vault;
}

let neighbours: number[];
let bucket: number;
beforeAll(async () => {
  network = await VaultNetwork.start();
  const places = new Map<number, number[]>();
  for (let person = 120; person < 180; person += 1) {
    const place = await network.placeOf(person);
    if (place.shard.canisterId.toText() !== network.shards[0]?.toText()) continue;
    places.set(place.bucket, [...(places.get(place.bucket) ?? []), person]);
  }
  [bucket, neighbours] = [...places].toSorted(([, a], [, b]) => b.length - a.length)[0] as [number, number[]];
}, 120_000);
afterAll(() => network[Symbol.asyncDispose]());

const operator = () => network.connection(PEOPLE.operator);
const shardAt = (at: number) => openShard(operator(), network.shards[at] as Principal);

async function stateAt(at: number): Promise<vaultTypes.BucketMove['state'] | undefined> {
  const answer = await shardAt(at).service.read_move(bucket);
  return 'Ok' in answer ? answer.Ok[0]?.state : undefined;
}

async function begin(from: number, to: number): Promise<void> {
  const request = { bucket, to: network.shards[to] as Principal };
  expect(await shardAt(from).service.move_bucket(request)).toEqual({ Ok: null });
}

describe('a bucket on its way to another shard', () => {
  const load = new Load();

  it('is read and written all the while: nothing is lost, nothing served twice, ledgers go on', async () => {
    expect(neighbours.length).toBeGreaterThan(2);
    for (const person of neighbours) await load.issue(person);
    for (let turn = 0; turn < 40; turn += 1) await load.issue(neighbours[0] as number, LARGE_BODY);
    for (const person of neighbours) await load.look(person);
    await begin(0, 1);
    let isDone = false;
    let turns = 0;
    const keepAsking = async (ask: (person: number) => Promise<void>): Promise<void> => {
      for (let turn = 0; !isDone && turn < 200; turn += 1) {
        await ask(neighbours[turn % neighbours.length] as number);
        turns += 1;
      }
    };
    const watch = keepAsking(async () => {
      isDone = 'done' in ((await stateAt(0)) ?? {});
      await network.subnet.tick();
    });
    await Promise.all([
      watch,
      keepAsking((person) => load.issue(person)),
      keepAsking((person) => load.issue(person)),
      keepAsking((person) => load.read(person)),
      keepAsking((person) => load.look(person)),
    ]);
    expect(await stateAt(0)).toEqual({ done: null });
    expect(turns).toBeGreaterThan(10);
    const place = await network.placeOf(neighbours[0] as number);
    expect(place.shard.canisterId.toText()).toBe(network.shards[1]?.toText());
    await load.check();
    const subject = principalOf(neighbours[1] as number);
    const stale = await openShard(
      network.connection(neighbours[1] as number),
      network.shards[0] as Principal,
    ).service.read_head(subject);
    expect(stale).toMatchObject({ Err: { WrongShard: { bucket } } });
  });

  it('waits for a shard that is stopped, over upgrades of both, and is served meanwhile', async () => {
    const [first, second] = network.shards as [Principal, Principal];
    for (const person of neighbours) await Promise.all([load.issue(person), load.read(person)]);
    await network.advance(60_000);
    await stopCanister(operator(), first);
    await begin(1, 0);
    await network.advance(10_000);
    expect(await stateAt(1)).toEqual({ copying: null });
    for (const person of neighbours) await load.issue(person);
    await network.install(1, 'upgrade');
    await network.install(0, 'upgrade');
    for (const person of neighbours) await load.read(person);
    await startCanister(operator(), first);
    for (let turn = 0; turn < 60 && !('done' in ((await stateAt(1)) ?? {})); turn += 1) {
      if (turn === 2) await network.install(1, 'upgrade');
      if (turn === 3) await network.install(0, 'upgrade');
      await load.issue(neighbours[turn % neighbours.length] as number);
      await network.advance(5_000);
    }
    expect(await stateAt(1)).toEqual({ done: null });
    await load.check();
    expect((await network.placeOf(neighbours[0] as number)).shard.canisterId.toText()).toBe(first.toText());
    const counts = await Promise.all(
      [0, 1].map(async (at) => (await readStatistics(shardAt(at))).value.records),
    );
    const issued = [...load.records.values()].reduce((sum, one) => sum + one, 0);
    expect(counts).toEqual([BigInt(issued), 0n]);
    expect(second.toText()).not.toBe(first.toText());
  });

  it('stays where it is when the other shard has forgotten everything', async () => {
    for (const person of neighbours) await load.issue(person);
    await network.advance(60_000);
    await stopCanister(operator(), network.shards[1] as Principal);
    await begin(0, 1);
    await network.advance(10_000);
    await network.install(1, 'reinstall');
    await startCanister(operator(), network.shards[1] as Principal);
    await network.advance(60_000);
    expect(await stateAt(0)).toMatchObject({ failed: expect.stringContaining('NotPermitted') });
    for (const person of neighbours) await load.issue(person);
    await load.check();
  });
});
