import { concatBytes, toHex } from '@indus/kit/bytes';
import { DIRECTORY_SYNC } from '@indus/kit/directory-sync';
import { decodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import { caseOf } from '@indus/kit/variant';
import { LedgerLeaf } from '../ledger-entry.ts';
import { Statistics } from '../statistics.ts';
import { MEMORY } from '../storage.ts';
import { bucketKey } from '../subject-key.ts';
import { person } from '../vault-fixture.ts';
import { drawAct } from './acts.ts';
import { ALL_TIMES_NS, VaultModel } from './model.ts';
import type { Expected } from './model.ts';
import type { Ending, SimulatedShard } from './simulated-shard.ts';
import { InvariantBroken, World } from './world.ts';

const SHARDS = 3;
const BUCKETS = 4;
const SUBJECTS = Array.from({ length: 10 }, (_, at) => person(100 + at));
const SECOND_NS = 1_000_000_000n;

/** A log at one moment, and how to tie it to a later one. */
export interface LogMoment {
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** Verifies that a log begins with an earlier one. Errors: whatever it throws breaks the run. */
export type VerifyConsistency = (first: LogMoment, second: LogMoment, path: readonly Uint8Array[]) => void;

/** A run: the same seed gives the same. */
export interface ScheduleOptions {
  readonly seed: number;
  readonly steps: number;
  readonly verifyConsistency: VerifyConsistency;
}

/** What came of a run. */
export interface ScheduleResult {
  /** Over what all shards have certified at the end, hexadecimal. */
  readonly root: string;
  readonly acts: number;
  readonly moves: number;
  readonly waited: number;
}

/**
 * Runs a seeded schedule of acts, moves of buckets, upgrades, traps and lost answers over several shards, and holds all that
 * is there at the end against the model.
 * Errors: InvariantBroken.
 */
export async function runSchedule(options: ScheduleOptions): Promise<ScheduleResult> {
  const schedule = new Schedule(options);
  for (let step = 0; step < options.steps; step += 1) await schedule.step();
  return schedule.finish();
}

class Schedule {
  readonly #world: World;
  readonly #model = new VaultModel();
  readonly #verifyConsistency: VerifyConsistency;
  readonly #moments: { readonly key: string; readonly moment: LogMoment; readonly of: number | string }[] =
    [];
  #acts = 0;
  #moves = 0;
  #waited = 0;

  constructor({ seed, verifyConsistency }: ScheduleOptions) {
    this.#world = new World(seed, SHARDS, BUCKETS);
    this.#verifyConsistency = verifyConsistency;
    this.#world.faultPercent = seed % 3 === 0 ? 0 : 4 * (1 + (seed % 5));
    this.#world.between = () => {
      if (this.#world.dice.chance(40)) this.#act();
    };
  }

  async step(): Promise<void> {
    const { dice } = this.#world;
    const kind = dice.below(100);
    if (kind < 60) this.#act();
    else if (kind < 70) this.#move();
    else if (kind < 73) dice.pick(this.#world.shards).upgrade();
    else await this.#world.pass(BigInt(1 + dice.below(20)) * SECOND_NS, 40);
    if (dice.chance(20)) this.#remember();
  }

  async finish(): Promise<ScheduleResult> {
    this.#world.faultPercent = 0;
    this.#world.between = () => undefined;
    // A timer that was lost with a trap is set again by whatever comes next.
    for (const shard of this.#world.shards) shard.upgrade();
    for (let turn = 0; turn < 100 && this.#world.isMoving; turn += 1)
      await this.#world.pass(600n * SECOND_NS);
    if (this.#world.isMoving) throw new InvariantBroken('a move never ends');
    // Nobody acts any more: the mirrors of the directory may age.
    for (const { vault } of this.#world.shards) vault.jobs.cancel(DIRECTORY_SYNC, new Uint8Array(0));
    await this.#world.pass(ALL_TIMES_NS);
    this.#checkSubjects();
    this.#checkStatistics();
    this.#checkMoments();
    this.#checkLeftovers();
    const root = toHex(sha256(concatBytes(...this.#world.shards.map(({ certified }) => certified))));
    return { root, acts: this.#acts, moves: this.#moves, waited: this.#waited };
  }

  #move(): void {
    this.#moves += 1;
    this.#world.move(this.#world.dice.below(BUCKETS));
  }

  #act(): void {
    const { dice, nowNs } = this.#world;
    const subject = dice.pick(SUBJECTS);
    this.#acts += 1;
    const act = drawAct({ dice, nowNs, subject, number: this.#acts });
    const ending = this.#world.ask(subject, act.caller, (vault, env) => act.run(vault, env));
    if (ending === undefined || 'trapped' in ending) {
      this.#waited += 1;
      return;
    }
    const expected = act.expect(this.#model);
    const name = endingOf(ending);
    if (name !== expectationOf(expected)) {
      throw new InvariantBroken(`act ${this.#acts}: expected ${expectationOf(expected)}, got ${name}`);
    }
  }

  /** Keeps what a phone would keep: heads of ledgers and of the public logs. */
  #remember(): void {
    const { dice } = this.#world;
    const subject = dice.pick(SUBJECTS);
    for (const { vault } of this.#world.shards) {
      vault.begin();
      const { bucket } = vault.keyOf(subject);
      if (vault.buckets.place(bucket)?.kind !== 'owned') continue;
      const { ledger } = vault.dossier(subject);
      const log = vault.buckets.log(bucket);
      const [mine, all] = [ledger, log].map((one) => ({ size: BigInt(one.size), root: one.root() }));
      this.#moments.push({ key: 'ledger', of: subject.toText(), moment: mine as LogMoment });
      this.#moments.push({ key: 'log', of: bucket, moment: all as LogMoment });
    }
  }

  #ownerOf(bucket: number): SimulatedShard {
    const owner = this.#world.ownerOf(bucket);
    if (owner === undefined) throw new InvariantBroken(`bucket ${bucket} is served by nobody`);
    owner.vault.begin();
    return owner;
  }

  #checkSubjects(): void {
    for (const subject of SUBJECTS) {
      const name = subject.toText();
      const { vault } = this.#ownerOf((this.#world.shards[0] as SimulatedShard).vault.keyOf(subject).bucket);
      const { ledger, counts } = vault.dossier(subject);
      const acts = Array.from({ length: ledger.size }, (_, at) => actOf(ledger.entry(at)));
      const model = this.#model.of(name);
      expectSame(`ledger of ${name}`, acts.join('\n'), model.ledger.join('\n'));
      expectSame(`records of ${name}`, counts.of('held_record'), BigInt(model.records));
      const consents = model.consents.map((_, at) => {
        const consent = vault.dossier(subject).item('consent', BigInt(at + 1));
        return consent === undefined ? 'none' : caseOf(consent.status);
      });
      expectSame(`consents of ${name}`, consents.join(), model.consents.join());
    }
  }

  #checkStatistics(): void {
    const all = this.#world.shards.map(({ vault }) =>
      decodeRecord<Statistics>(Statistics, vault.statistics.bytes()),
    );
    for (const [name, expected] of Object.entries(this.#model.statistics)) {
      const sum = all.reduce((total, one) => total + one[name as keyof Statistics], 0n);
      expectSame(`count of ${name}`, sum, expected);
    }
  }

  #checkMoments(): void {
    for (const { key, of, moment } of this.#moments) {
      const bucket =
        typeof of === 'number'
          ? of
          : (this.#world.shards[0] as SimulatedShard).vault.keyOf(subjectNamed(of)).bucket;
      const { vault } = this.#ownerOf(bucket);
      const log =
        key === 'log' ? vault.buckets.log(bucket) : vault.dossier(subjectNamed(of as string)).ledger;
      const path = log.consistencyPath(Number(moment.size), log.size);
      this.#verifyConsistency(moment, { size: BigInt(log.size), root: log.root() }, path);
    }
  }

  /** Where a bucket has gone from, nothing of it is left. */
  #checkLeftovers(): void {
    for (const { vault, tables } of this.#world.shards) {
      for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
        if (vault.buckets.place(bucket)?.kind !== 'away') continue;
        expectSame(`rows left of bucket ${bucket}`, tables.keysUnder(MEMORY.subjects, bucketKey(bucket)), 0);
      }
    }
  }
}

function endingOf(ending: Exclude<Ending<unknown>, { readonly trapped: true }>): string {
  return 'refused' in ending ? `refused ${caseOf(ending.refused)}` : 'ok';
}

function expectationOf(expected: Expected): string {
  if ('refused' in expected) return `refused ${expected.refused}`;
  return 'denied' in expected ? `refused ${expected.denied}` : 'ok';
}

function actOf(bytes: Uint8Array): string {
  const leaf = decodeRecord<LedgerLeaf>(LedgerLeaf, bytes);
  if ('sealed' in leaf) return 'sealed';
  const { act, outcome } = leaf.open;
  return 'denied' in outcome ? `${caseOf(act)} ${outcome.denied}` : caseOf(act);
}

function subjectNamed(name: string): (typeof SUBJECTS)[number] {
  return SUBJECTS.find((subject) => subject.toText() === name) as (typeof SUBJECTS)[number];
}

function expectSame(fact: string, actual: unknown, expected: unknown): void {
  if (actual === expected) return;
  throw new InvariantBroken(`${fact}\n  expected ${String(expected)}\n  got      ${String(actual)}`);
}
