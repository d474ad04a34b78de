import { scriptCanister } from '../script-canister/script-canister.ts';
import { createdId, creation, installation, ofCanister } from '../sim/management-arguments.ts';
import { MANAGEMENT, type Ending } from '../sim/subnet-client.ts';
import { chunkOf, taking, takenId } from '../soak/soak-arguments.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { FAULT_KINDS, FaultPoint, type FaultKind } from './fault-point.ts';
import { beginning, chunksOf, faultOperations, type Cast, type FaultOperation } from './fault-operations.ts';
import { useFaultyWorkers } from './faulty-workers.ts';
import { differences, portraitOf } from './portrait.ts';
import { SimulatedDisk } from './simulated-disk.ts';
import { Trial, type Reference } from './trial.ts';

const START_NS = 1_750_000_000_000_000_000n;
const DAY_NS = 86_400_000_000_000n;
/** Bounds: events of one operation; more means that the loop never ends. */
const EVENTS_MAX = 2_000;

/** A canister that traps undoes one message and no more: where several run, the others stay, as they must. */
const SEVERAL_MESSAGES = new Set(['call', 'timer']);

/** What one loop found. */
export interface LoopFigures {
  /** Faults that happened; the operation completed without reaching one more. */
  readonly faults: number;
  readonly before: number;
  readonly after: number;
}

/** Lets operations fail at every event, each time from the same beginning. */
export class FaultLoop {
  readonly #point = new FaultPoint();
  readonly #workers = useFaultyWorkers(this.#point);
  readonly #references = new Map<string, Reference>();
  #base = new SimulatedDisk(this.#point);
  #nonce = 0n;
  #timeNs = START_NS;
  #operations: Readonly<Record<string, FaultOperation>> = {};

  static async begin(): Promise<FaultLoop> {
    const loop = new FaultLoop();
    await loop.#setUp();
    return loop;
  }

  end(): void {
    this.#workers.restore();
  }

  /** Every operation with every kind of fault that must not be visible in between. */
  get loops(): readonly (readonly [operation: string, kind: FaultKind])[] {
    return Object.keys(this.#operations).flatMap((name) =>
      FAULT_KINDS.filter((kind) => kind !== 'host trap' || !SEVERAL_MESSAGES.has(name)).map(
        (kind) => [name, kind] as const,
      ),
    );
  }

  /**
   * The n-th event of a kind fails, for n = 1, 1 + stride, … until the operation completes without reaching n.
   * Errors: the first run after which the state is neither the one before nor the one after.
   */
  async run(name: string, kind: FaultKind, stride = 1): Promise<LoopFigures> {
    const reference = await this.#reference(name);
    const figures = { faults: 0, before: 0, after: 0 };
    for (let n = 1; n <= EVENTS_MAX; n += stride) {
      const state = await this.#attempt(name, kind, n, reference).catch((error: unknown) => {
        throw new Error(`${name}, ${kind} ${n}: ${String((error as Error).message)}`, { cause: error });
      });
      if (state === 'untouched') return figures;
      figures.faults++;
      figures[state]++;
    }
    throw new Error(`${name}: more than ${EVENTS_MAX} events of kind ${kind}`);
  }

  async #attempt(
    name: string,
    kind: FaultKind,
    n: number,
    reference: Reference,
  ): Promise<'untouched' | 'before' | 'after'> {
    const operation = this.#operations[name] as FaultOperation;
    const trial = new Trial(this.#base.copy(this.#point), this.#timeNs, this.#nonce);
    if (operation.kind === 'start') {
      this.#point.set(kind, n);
      const refused = await trial.start().then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      const { failed } = this.#point;
      this.#point.clear();
      if (!failed && refused) throw refused;
      if (refused && !/^(DiskFault|StoreError|SandboxLost)$/.test(refused.name)) throw refused;
      if (refused) await trial.start();
      await trial.rest();
      await trial.expectState(reference.after, []);
      await trial.expectSameAfterRestart();
      return failed ? 'after' : 'untouched';
    }
    await trial.start();
    try {
      this.#point.set(kind, n);
      const first = await trial.perform(operation);
      const { failed } = this.#point;
      this.#point.clear();
      if (!failed) {
        expectEnding(first, reference.ending);
        return 'untouched';
      }
      await trial.rest();
      const ending = (await trial.endingNow()) ?? first;
      const state = trial.stateAmong(reference, ignoredBefore(name, trial.disk));
      const isAnswered = ending !== undefined && withoutTime(ending) === withoutTime(reference.ending);
      if (isAnswered && operation.kind === 'call' && state !== 'after') {
        throw new Error('it was answered, but its effect is not there');
      }
      if (!isAnswered && ending !== undefined && state === 'after' && changes(reference)) {
        throw new Error(`its effect is there, but it ended as ${ending}`);
      }
      await trial.expectSameAfterRestart();
      if (state === 'before' && operation.kind !== 'wait') {
        expectEnding(await trial.perform(operation), reference.ending);
        await trial.rest();
        await trial.expectState(reference.after, []);
      }
      if (operation.kind === 'wait' && kind !== 'host trap') await trial.expectState(reference.after, []);
      return state;
    } finally {
      await trial.end();
    }
  }

  async #reference(name: string): Promise<Reference> {
    const known = this.#references.get(name);
    if (known) return known;
    this.#point.clear();
    const operation = this.#operations[name] as FaultOperation;
    const trial = new Trial(this.#base.copy(this.#point), this.#timeNs, this.#nonce);
    await trial.start();
    const before = portraitOf(trial.disk.entries);
    const ending = operation.kind === 'start' ? '' : await trial.perform(operation);
    await trial.rest();
    if (ending === undefined || ending.startsWith('reject')) throw new Error(`${name} ended as ${ending}`);
    const reference = { ending, before, after: portraitOf(trial.disk.entries) };
    await trial.end();
    this.#references.set(name, reference);
    return reference;
  }

  async #setUp(): Promise<void> {
    const trial = new Trial(this.#base, START_NS, 0n);
    await trial.start();
    const code = await scriptCanister();
    const create = async () => {
      const reply = await trial.insist(
        MANAGEMENT,
        'provisional_create_canister_with_cycles',
        creation(10n ** 13n),
      );
      return createdId(reply);
    };
    const manage = (method: string, canister: Uint8Array, argument = ofCanister(canister)) =>
      trial.insist(MANAGEMENT, method, argument, canister);
    const [first, second, stopped, empty] = [await create(), await create(), await create(), await create()];
    for (const id of [first, second, stopped]) {
      await manage('install_code', id, installation('install', id, code, beginning()));
    }
    const snapshot = takenId(await manage('take_canister_snapshot', first, taking(first)));
    await trial.insist(first, 'update', script(op('setSlot', 4, 4), op('setGlobal', 4), ...replyWith('')));
    await manage('stop_canister', stopped);
    for (const chunk of chunksOf({ code })) await manage('upload_chunk', empty, chunkOf(empty, chunk));
    const cast: Cast = { first, second, stopped, empty, snapshot, code };
    this.#operations = faultOperations(cast);
    [this.#nonce, this.#timeNs] = [trial.nonce, trial.timeNs + 1_000_000n];
    await trial.end();
  }
}

/** What a snapshot that was not recorded may leave on the disk, until the next takes its place. */
function ignoredBefore(name: string, disk: SimulatedDisk): readonly string[] {
  return name.endsWith('snapshot') && disk.entries.size > 0 ? ['snapshot/'] : [];
}

/** Does the operation change what is stored? */
function changes({ before, after }: Reference): boolean {
  return differences(before, after).length > 0;
}

function expectEnding(got: Ending | undefined, expected: Ending): void {
  if (got === undefined || withoutTime(got) !== withoutTime(expected)) {
    throw new Error(`expected it to end as ${expected}, got ${got ?? 'nothing'}`);
  }
}

/** A reply that ends with a time, as that of a snapshot does, without it: runs with a failure take longer. */
function withoutTime(ending: Ending): Ending {
  const end = Buffer.from(ending.slice(-16), 'hex');
  if (!ending.startsWith('reply') || end.length !== 8) return ending;
  const time = end.readBigUInt64LE();
  return time >= START_NS && time < START_NS + DAY_NS ? ending.slice(0, -16) : ending;
}
