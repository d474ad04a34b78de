import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { DirectoryPage, ReadDirectoryRequest } from '@indus/kit/directory-feed';
import type { Env } from '@indus/kit/env';
import { Trapped } from '@indus/kit/simulated-system';
import type { OutgoingCall } from '@indus/kit/system';
import { isUnderWay } from '../move.ts';
import { moveBucket } from '../move-bucket.ts';
import { setShards } from '../set-shards.ts';
import type { Vault } from '../storage.ts';
import { person, START_NS } from '../vault-fixture.ts';
import { CLEANUP, CONTROLLER, encoded, SimulatedShard } from './simulated-shard.ts';
import type { Ending, Surroundings } from './simulated-shard.ts';
import { Dice } from './dice.ts';

const HOPS_MAX = 4;
const NS_PER_SECOND = 1_000_000_000n;
const REJECTED = { notReached: 2, trapped: 5 } as const;

/** Something that must always hold does not. */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

/** Several shards that call each other, with one clock, and whatever can go wrong between them when it is wanted. */
export class World implements Surroundings {
  readonly buckets: number;
  readonly shards: readonly SimulatedShard[];
  readonly dice: Dice;
  nowNs = START_NS;
  /** Faults in a hundred calls, timers and messages. */
  faultPercent = 0;
  /** What others do while a shard waits for an answer. */
  between: () => void = () => undefined;

  constructor(seed: number, shards: number, buckets: number) {
    this.dice = new Dice(seed);
    this.buckets = buckets;
    const share = buckets / shards;
    const owned = Array.from({ length: shards }, (_, at) => [
      { from: Math.ceil(at * share), to: Math.ceil((at + 1) * share) - 1 },
    ]);
    this.shards = owned.map((ranges, at) => new SimulatedShard(person(200 + at), ranges, this));
    const named = this.shards.map(({ id }, at) => ({ canister: id, owned: owned[at] as (typeof owned)[0] }));
    for (const shard of this.shards) shard.message(CONTROLLER, (env) => setShards(shard.vault, env, named));
  }

  /** The shard that serves a bucket; none while it is handed over. Errors: InvariantBroken when two do. */
  ownerOf(bucket: number): SimulatedShard | undefined {
    const owners = this.shards.filter(({ vault }) => vault.buckets.place(bucket)?.kind === 'owned');
    if (owners.length > 1) throw new InvariantBroken(`bucket ${bucket} is served by ${owners.length} shards`);
    return owners[0];
  }

  /** Asks any shard about a subject and follows it to the one that serves her; nothing when her bucket is on its way. */
  ask<Value>(
    subject: Principal,
    caller: Principal,
    run: (vault: Vault, env: Env) => Value,
  ): Ending<Value> | undefined {
    let shard = this.dice.pick(this.shards);
    for (let hops = 0; hops < HOPS_MAX; hops += 1) {
      const { vault } = shard;
      const ending = shard.message(caller, (env) => run(vault, env), this.trapAfter());
      if (!('refused' in ending)) {
        this.ownerOf(vault.keyOf(subject).bucket);
        return ending;
      }
      if ('BucketMoving' in ending.refused) return undefined;
      if (!('WrongShard' in ending.refused)) return ending;
      shard = this.#shardOf(ending.refused.WrongShard.shard);
    }
    throw new InvariantBroken('the shards send a caller in a circle');
  }

  /** Begins to move a bucket to any other shard. */
  move(bucket: number): void {
    const to = this.dice.pick(this.shards);
    const owner = this.ownerOf(bucket);
    if (owner === undefined) return;
    owner.message(CONTROLLER, (env) => moveBucket(owner.vault, env, { bucket, to: to.id }));
  }

  /** Whether a bucket is on its way. */
  get isMoving(): boolean {
    return this.shards.some(({ vault }) =>
      Array.from({ length: this.buckets }, (_, bucket) => vault.moves.get(bucket)).some(
        (move) => move !== undefined && isUnderWay(move),
      ),
    );
  }

  /** Moves the clock, in steps from timer to timer. Units: nanoseconds. */
  async pass(ns: bigint, timersMax = 100_000): Promise<void> {
    const untilNs = this.nowNs + ns;
    for (let timers = 0; timers < timersMax; timers += 1) {
      const due = this.shards.flatMap(({ dueNs }) => (dueNs === undefined ? [] : [dueNs]));
      const next = due.reduce((least, one) => (one < least ? one : least), untilNs);
      if (next >= untilNs && !due.some((one) => one <= this.nowNs)) break;
      if (next > this.nowNs) this.nowNs = next;
      const shard = this.shards.find(({ dueNs }) => dueNs !== undefined && dueNs <= this.nowNs);
      if (shard !== undefined) await shard.runTimer(this.trapAfter());
    }
    if (this.nowNs < untilNs) this.nowNs = untilNs;
  }

  async call(from: SimulatedShard, outgoing: OutgoingCall): Promise<Uint8Array> {
    await Promise.resolve();
    if (outgoing.method === 'raw_rand') return encoded(IDL.Vec(IDL.Nat8), new Uint8Array(32).fill(5));
    if (outgoing.method === 'read_directory') return emptyPage(outgoing.argument);
    if (outgoing.method === 'subscribe_directory')
      return encoded(IDL.Variant({ Ok: IDL.Null }), { Ok: null });
    this.between();
    if (this.#isFault()) throw rejection(REJECTED.notReached);
    const reply = this.#deliver(from, outgoing);
    this.between();
    if (this.#isFault()) throw CLEANUP;
    if (this.#isFault()) {
      from.upgrade();
      throw CLEANUP;
    }
    if (this.#isFault()) {
      await this.#late(NS_PER_SECOND * 70n);
    }
    return reply;
  }

  trapAfter(): number | undefined {
    return this.#isFault() ? this.dice.below(40) : undefined;
  }

  /** The answer comes late: time passes, and others do what they do. */
  async #late(ns: bigint): Promise<void> {
    const { faultPercent } = this;
    this.faultPercent = 0;
    await this.pass(ns, 20);
    this.faultPercent = faultPercent;
  }

  #deliver(from: SimulatedShard, outgoing: OutgoingCall): Uint8Array {
    try {
      return this.#shardOf(outgoing.canister).answer(from.id, outgoing, this.trapAfter());
    } catch (error) {
      if (error instanceof Trapped) throw rejection(REJECTED.trapped);
      throw error;
    }
  }

  #shardOf(id: Principal): SimulatedShard {
    const shard = this.shards.find((one) => one.id.compareTo(id) === 'eq');
    if (shard === undefined) throw new InvariantBroken(`no shard is called ${id.toText()}`);
    return shard;
  }

  #isFault(): boolean {
    return this.faultPercent > 0 && this.dice.chance(this.faultPercent);
  }
}

/** What Azle throws for a call that was rejected. */
function rejection(rejectCode: number): Error {
  const rejectMessage = 'a fault of the simulation';
  return Object.assign(new Error(rejectMessage), { type: 'CallRejected', rejectCode, rejectMessage });
}

/** Nothing has changed since what the mirror has. */
function emptyPage(argument: Uint8Array): Uint8Array {
  const [{ after }] = IDL.decode([ReadDirectoryRequest], argument) as unknown as [{ after: bigint }];
  return encoded(IDL.Variant({ Ok: DirectoryPage }), { Ok: { changes: [], head: after } });
}
