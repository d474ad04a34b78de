import { createdId, creation, installation, ofCanister } from '../sim/management-arguments.ts';
import { MANAGEMENT } from '../sim/subnet-client.ts';
import { addThrough, addTo, initial, readSlot, readThrough, TICKS, upgraded } from './counter-scripts.ts';
import { dataOf, type Outcome, type SoakClient } from './soak-client.ts';

const CYCLES = 10n ** 15n;
const ANYWHERE = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0, 1, 1);
/** How a canister answers that is being upgraded: stopped or stopping. */
const STOPS = /IC050[89]|is stopp(ed|ing)/;

/** A canister with a module on the subnet that a client owns. */
export async function deploy(
  client: SoakClient,
  code: Uint8Array,
  argument: Uint8Array,
): Promise<Uint8Array> {
  const create = await insist(() =>
    client.call(MANAGEMENT, 'provisional_create_canister_with_cycles', creation(CYCLES), ANYWHERE),
  );
  const canister = createdId(create);
  await insist(() =>
    client.call(MANAGEMENT, 'install_code', installation('install', canister, code, argument), canister),
  );
  return canister;
}

/** Calls again whatever got lost. Errors: a rejection. */
export async function insist(call: () => Promise<Outcome>): Promise<Uint8Array> {
  for (;;) {
    const outcome = await call();
    if (outcome.kind !== 'lost') return dataOf(outcome);
  }
}

/**
 * Canisters in whose slots all clients count, each in its own: what a client knows to have happened must be there, and
 * nothing else.
 */
export class SharedCounters {
  readonly #canisters: readonly Uint8Array[];
  readonly #code: Uint8Array;
  readonly #owner: SoakClient;
  /** What each slot must hold, by canister and slot. */
  readonly #expected = new Map<string, bigint>();
  readonly #ticks = new Map<number, bigint>();

  private constructor(owner: SoakClient, code: Uint8Array, canisters: readonly Uint8Array[]) {
    this.#owner = owner;
    this.#code = code;
    this.#canisters = canisters;
  }

  static async deploy(owner: SoakClient, code: Uint8Array, count: number): Promise<SharedCounters> {
    const canisters: Uint8Array[] = [];
    for (let at = 0; at < count; at++) canisters.push(await deploy(owner, code, initial()));
    return new SharedCounters(owner, code, canisters);
  }

  get count(): number {
    return this.#canisters.length;
  }

  /** Adds one. False: the canister was being upgraded, or the call got lost. */
  async add(client: SoakClient, slot: number, at: number): Promise<boolean> {
    const outcome = await client.call(this.#id(at), 'update', addTo(slot));
    if (outcome.kind === 'reject' && STOPS.test(`${outcome.code} ${outcome.message}`)) return false;
    if (outcome.kind === 'lost') return false;
    this.#counted(at, slot, dataOf(outcome));
    return true;
  }

  /** Has one canister add one in another. */
  async addThrough(client: SoakClient, slot: number, from: number, to: number): Promise<boolean> {
    const outcome = await client.call(this.#id(from), 'update', addThrough(this.#id(to), slot));
    if (outcome.kind === 'reject' && STOPS.test(`${outcome.code} ${outcome.message}`)) return false;
    if (outcome.kind === 'lost') return false;
    const data = dataOf(outcome);
    if (data.length === 1) return false;
    this.#counted(to, slot, data);
    return true;
  }

  /** Reads a slot by query, and one through the other canister by a composite query. */
  async check(client: SoakClient, slot: number, at: number, through: number): Promise<void> {
    const own = await client.query(this.#id(at), 'query', readSlot(slot));
    if (!isStopped(own)) this.#compare(at, slot, dataOf(own));
    const other = await client.query(this.#id(through), 'composite', readThrough(this.#id(at), slot));
    if (isStopped(other) || dataOf(other).length === 1) return;
    this.#compare(at, slot, dataOf(other));
  }

  /** The timer of a canister never loses a turn that was seen. */
  async checkTicks(client: SoakClient, at: number): Promise<bigint> {
    const outcome = await client.query(this.#id(at), 'query', readSlot(TICKS));
    const before = this.#ticks.get(at) ?? 0n;
    if (isStopped(outcome)) return before;
    const ticks = Buffer.from(dataOf(outcome)).readBigUInt64LE();
    if (ticks < before) throw new Error(`canister ${at}: expected at least ${before} ticks, got ${ticks}`);
    this.#ticks.set(at, ticks);
    return ticks;
  }

  /** Stops a canister, exchanges its code, starts it: the slots stay, the heap begins anew. */
  async upgrade(at: number): Promise<void> {
    const id = this.#id(at);
    const manage = (method: string, argument: Uint8Array) =>
      insist(() => this.#owner.call(MANAGEMENT, method, argument, id));
    await manage('stop_canister', ofCanister(id));
    await manage('install_code', installation('upgrade', id, this.#code, upgraded()));
    await manage('start_canister', ofCanister(id));
  }

  #counted(at: number, slot: number, reply: Uint8Array): void {
    const value = Buffer.from(reply).readBigUInt64LE();
    const expected = (this.#expected.get(`${at} ${slot}`) ?? 0n) + 1n;
    if (value !== expected) {
      throw new Error(`canister ${at}, slot ${slot}: expected ${expected} after adding, got ${value}`);
    }
    this.#expected.set(`${at} ${slot}`, value);
  }

  #compare(at: number, slot: number, reply: Uint8Array): void {
    const bytes = Buffer.from(reply);
    const [heap, stable] = [bytes.readBigUInt64LE(0), bytes.readBigUInt64LE(8)];
    const expected = this.#expected.get(`${at} ${slot}`) ?? 0n;
    if (heap === expected && stable === expected) return;
    throw new Error(
      `canister ${at}, slot ${slot}: expected ${expected}, got ${heap} in the heap, ${stable} in stable memory`,
    );
  }

  #id(at: number): Uint8Array {
    return this.#canisters[at] as Uint8Array;
  }
}

function isStopped(outcome: Outcome): boolean {
  return outcome.kind === 'reject' && STOPS.test(`${outcome.code} ${outcome.message}`);
}
