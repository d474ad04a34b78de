import { CertifiedTree } from '@indus/kit/certified-tree';
import { Collection } from '@indus/kit/collection';
import { Cursors } from '@indus/kit/cursors';
import { ENTROPY, entropyJob, startEntropy } from '@indus/kit/entropy-job';
import type { Env } from '@indus/kit/env';
import { Idempotency } from '@indus/kit/idempotency';
import { Jobs } from '@indus/kit/jobs';
import type { Job } from '@indus/kit/jobs';
import { Locks } from '@indus/kit/locks';
import { memoryIds } from '@indus/kit/memory-ids';
import type { AsyncHost } from '@indus/kit/message-flow';
import { OrderedIndex } from '@indus/kit/ordered-index';
import { RateLimit } from '@indus/kit/rate-limit';
import { Rng } from '@indus/kit/rng';
import { Secret } from '@indus/kit/secret';
import { SIGNATURE_LABEL, SignatureMap } from '@indus/kit/signature-map';
import type { AsyncSystem } from '@indus/kit/system';
import type { OpenTable, Table } from '@indus/kit/table';
import { TableSpace } from '@indus/kit/table-space';

const MEMORY = memoryIds({
  notes: 0,
  head: 1,
  jobs: 2,
  locks: 3,
  index: 4,
  collection: 5,
  rates: 6,
  idempotency: 7,
  signatures: 8,
});
const HEAD = { secret: Uint8Array.of(0), rng: Uint8Array.of(1), tree: Uint8Array.of(2) };
const NOTES = Uint8Array.of(0);
const MINUTE_NS = 60_000_000_000n;
const utf8 = new TextEncoder();
const utf8Reader = new TextDecoder();

/** The state of the probe: one of everything that the kit has. */
export class Probe {
  readonly host: AsyncHost;
  readonly jobs: Jobs;
  readonly locks: Locks;
  readonly index: OrderedIndex;
  readonly collection: Collection<Uint8Array, 'byFirst'>;
  readonly rates: RateLimit;
  readonly idempotency: Idempotency;
  readonly signatures: SignatureMap;
  readonly secret: Secret;
  readonly rng: Rng;
  readonly cursors: Cursors;
  readonly tree: CertifiedTree;
  readonly #notes: Table;
  #ticksTrapUntilNs = 0n;

  constructor(open: OpenTable, system: AsyncSystem) {
    const space = new TableSpace(open);
    const head = space.table(MEMORY.head);
    this.host = { system: this.#trappingTicks(system), writes: () => space.writes };
    this.#notes = space.table(MEMORY.notes);
    this.secret = new Secret(head, HEAD.secret);
    this.rng = new Rng(head, HEAD.rng, system);
    this.cursors = new Cursors(this.secret);
    this.locks = new Locks(space.uncountedTable(MEMORY.locks));
    this.index = new OrderedIndex(space.table(MEMORY.index), 16);
    this.collection = new Collection(space.table(MEMORY.collection), {
      keySizeBytes: 8,
      layout: { version: 1, encode: (value) => value, decode: (bytes) => bytes },
      indexes: { byFirst: { part: 2, sizeBytes: 4, keysOf: (value) => [value.slice(0, 4)] } },
      isWalkable: false,
    });
    this.rates = new RateLimit(space.table(MEMORY.rates), this.secret);
    this.idempotency = new Idempotency(space.table(MEMORY.idempotency), {
      lifeNs: MINUTE_NS,
      perCallerMax: 8,
    });
    this.signatures = new SignatureMap(space.table(MEMORY.signatures), MINUTE_NS);
    this.tree = new CertifiedTree(head, HEAD.tree, [
      { label: SIGNATURE_LABEL, rootHash: () => this.signatures.rootHash() },
    ]);
    this.jobs = new Jobs(space.table(MEMORY.jobs), this.host, {
      [ENTROPY]: entropyJob({ secret: this.secret, rng: this.rng }),
      work: { run: (env, job) => this.#work(env, job), retryS: 10, retryMaxS: 40, attemptsMax: 3 },
    });
  }

  /** Context: install and upgrade. */
  start(env: Env): void {
    startEntropy(this.jobs, env);
    this.jobs.start();
    env.certify(this.tree.commit());
  }

  /** Slows anonymous callers down. */
  beforeAct(env: Env): void {
    if (env.caller.isAnonymous()) this.rates.take(env, { name: 'anonymous', burst: 2, perMinute: 60 });
  }

  /** Until then a tick that begins a job traps, after it wrote and with nothing of it kept. */
  trapTicks(untilNs: bigint): void {
    this.#ticksTrapUntilNs = untilNs;
  }

  /** Writes something down. */
  note(text: string): void {
    this.#notes.set(NOTES, utf8.encode(JSON.stringify([...this.notes(), text])));
  }

  /** What was written down. */
  notes(): string[] {
    const bytes = this.#notes.get(NOTES);
    return bytes === undefined ? [] : (JSON.parse(utf8Reader.decode(bytes)) as string[]);
  }

  #trappingTicks(system: AsyncSystem): AsyncSystem {
    const setTimer: AsyncSystem['setTimer'] = (delayS, callback) => {
      if (delayS === 0 && system.timeNs() < this.#ticksTrapUntilNs) system.trap('a tick that traps');
      system.setTimer(delayS, callback);
    };
    return Object.assign(Object.create(system) as AsyncSystem, { setTimer });
  }

  #work(env: Env, job: Job): undefined {
    const seconds = env.nowNs / 1_000_000_000n;
    const way = utf8Reader.decode(job.payload);
    this.note(`${way} ${job.attempt} ${seconds}`);
    if (way === 'trap' && job.attempt < 3) this.host.system.trap('deliberate');
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- what must not reach the runtime
    if (way === 'null') throw null;
    return undefined;
  }
}
