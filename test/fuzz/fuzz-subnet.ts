import { createHash } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import { Subnet, type SubnetEvent } from '@indus/subnet';
import { controllers, createdId, creation, installation } from '../sim/management-arguments.ts';
import { MANAGEMENT, SubnetClient, type Ending } from '../sim/subnet-client.ts';
import { check, PropertyBroken, ruleOf } from './fuzz-target.ts';

const START_NS = 1_750_000_000_000_000_000n;
const FAULTS: ReadonlySet<string> = new Set(['internal-error', 'round-failed', 'recovery-failed']);

const REFUSED_BY_API = 'refused by the API';

/** The secret of a fuzzed subnet. */
export function secretOf(seed: number): Uint8Array {
  return createHash('sha256').update(`fuzz ${seed}`).digest();
}

/** A subnet without a port that is given inputs, and is asked after each whether it is well. */
export class FuzzSubnet {
  readonly subnet: Subnet;
  readonly client: SubnetClient;
  readonly #faults: SubnetEvent[];

  private constructor(subnet: Subnet, faults: SubnetEvent[]) {
    this.subnet = subnet;
    this.client = new SubnetClient(subnet);
    this.#faults = faults;
  }

  static async start(seed: number): Promise<FuzzSubnet> {
    const faults: SubnetEvent[] = [];
    const subnet = await Subnet.start({
      clock: 'manual',
      seed: secretOf(seed),
      startTimeNs: START_NS,
      systemCanisters: false,
      onLog: (event) => {
        if (FAULTS.has(event.event)) faults.push(event);
      },
    });
    return new FuzzSubnet(subnet, faults);
  }

  /** Number of the newest round: it stays where nothing was accepted. */
  get height(): string {
    return /^indus_height (\d+)$/m.exec(this.subnet.metrics())?.[1] ?? '';
  }

  /** Errors: PropertyBroken when the subnet reported an error of its own since the last time. */
  checkWell(): void {
    const [fault] = this.#faults.splice(0);
    if (fault === undefined) return;
    const broken = new PropertyBroken(`${fault.event}: ${ruleOf(fault.error)}`);
    if (fault.error instanceof Error && fault.error.stack !== undefined) broken.stack = fault.error.stack;
    throw broken;
  }

  /** A call and its end; a call that is still open when nothing is left to run has none. */
  async call(
    canister: Uint8Array,
    method: string,
    argument: Uint8Array,
    effective = canister,
  ): Promise<Ending | undefined> {
    const sent = await this.#answer(() => this.client.submit(canister, method, argument, effective));
    if (typeof sent === 'string') return sent;
    if ('refused' in sent) return sent.refused;
    await this.subnet.tick();
    return this.client.ending(sent.id, effective);
  }

  /** A query and its end. */
  async query(
    canister: Uint8Array,
    method: string,
    argument: Uint8Array,
    effective = canister,
  ): Promise<Ending> {
    const answer = await this.#answer(() => this.client.query(canister, method, argument, effective));
    if (typeof answer === 'string') return answer;
    return 'reply' in answer ? `reply ${Buffer.from(answer.reply ?? []).toString('hex')}` : answer.refused;
  }

  /** What the client makes of an answer, or that it was no answer to a call: the API refused the request, with a text. */
  async #answer<T extends object>(ask: () => Promise<T>): Promise<T | typeof REFUSED_BY_API> {
    try {
      const answer = await ask();
      return 'refused' in answer && String(answer.refused).startsWith('reject NaN') ? REFUSED_BY_API : answer;
    } catch (error) {
      if (error instanceof Error && /CBOR|Cbor/.test(`${error.name} ${error.message}`)) return REFUSED_BY_API;
      throw error;
    }
  }

  /** A new canister with the module; the anonymous caller controls it. */
  async deploy(wasm: Uint8Array, argument: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
    const method = 'provisional_create_canister_with_cycles';
    const created = replyOf(await this.call(MANAGEMENT, method, creation(10n ** 14n), new Uint8Array()));
    const id = createdId(created);
    replyOf(await this.call(MANAGEMENT, 'install_code', installation('install', id, wasm, argument), id));
    return id;
  }

  async setControllers(canister: Uint8Array, list: readonly Uint8Array[]): Promise<void> {
    replyOf(await this.call(MANAGEMENT, 'update_settings', controllers(canister, list), canister));
  }

  async stop(): Promise<void> {
    await this.subnet.stop();
  }
}

/** The data of a reply. Errors: PropertyBroken when the call was not answered so. */
export function replyOf(ending: Ending | undefined): Uint8Array {
  check(ending?.startsWith('reply ') === true, () => `expected a reply, got ${ending}`);
  return new Uint8Array(Buffer.from(ending.slice(6), 'hex'));
}

/** Whether an ending is a reply or a rejection with a code of the IC, in a word. Errors: PropertyBroken. */
export function kindOfEnding(ending: Ending | undefined): string {
  if (ending === undefined) return 'open';
  if (ending === REFUSED_BY_API) return ending;
  if (ending.startsWith('reply ')) return 'replied';
  const code = /^reject [1-6] (IC\d{4}) ./s.exec(ending)?.[1];
  check(code !== undefined, () => `a rejection without code or text: ${ending.slice(0, 80)}`);
  check(
    !/invariant broken|TypeError|undefined is not|Cannot read prop/.test(ending),
    () => `our own mistake: ${ending.slice(0, 120)}`,
  );
  return `rejected ${code}`;
}

/** The textual id. */
export function textOf(canister: Uint8Array): string {
  return Principal.fromUint8Array(canister).toText();
}
