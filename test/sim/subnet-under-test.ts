import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Principal } from '@dfinity/principal';
import { Subnet } from '@indus/subnet';
import { op, replyWith, script } from '../script-canister/script.ts';
import { ofCanister, statusOf, type StatusAnswer } from './management-arguments.ts';
import { certifiedTree } from './state-root.ts';
import { MANAGEMENT, SubnetClient, type Ending } from './subnet-client.ts';

/** A message that was accepted. */
export interface Sent {
  readonly id: Uint8Array;
  readonly effective: Uint8Array;
  ending?: Ending;
}

const START_NS = 1_750_000_000_000_000_000n;
/** Bytes of the heap and of stable memory that are looked at. */
const HEAP_BYTES = 4 * 65_536;
const STABLE_BYTES = 65_536;
const SLOTS_AT = 1024n;

/** A subnet under simulation, and what was sent to it. It can be stopped and started in place. */
export class SubnetUnderTest {
  readonly sent: Sent[] = [];
  readonly #directory: string;
  readonly #seed: Uint8Array;
  #subnet: Subnet;
  #client: SubnetClient;

  private constructor(directory: string, seed: Uint8Array, subnet: Subnet) {
    this.#directory = directory;
    this.#seed = seed;
    this.#subnet = subnet;
    this.#client = new SubnetClient(subnet);
  }

  static async start(seed: number): Promise<SubnetUnderTest> {
    const directory = await mkdtemp(join(tmpdir(), 'simulated-subnet-'));
    const secret = createHash('sha256').update(`seed ${seed}`).digest();
    return new SubnetUnderTest(directory, secret, await startOn(directory, secret, START_NS));
  }

  async end(): Promise<void> {
    await this.#subnet.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Stops the subnet and starts it again from its state directory; it costs one round and a millisecond. */
  async restart(): Promise<void> {
    const { timeNs } = this.#subnet;
    await this.#subnet.stop();
    this.#subnet = await startOn(this.#directory, this.#seed, timeNs + 1_000_000n);
    this.#client = new SubnetClient(this.#subnet, this.#client.nonce);
  }

  /** What a restart costs in rounds and time, without one. */
  pretendRestart(): Promise<void> {
    return this.#subnet.advanceTime(1);
  }

  /** Sends messages at once; those that are accepted are waited for by `settle`. */
  async send(
    messages: readonly {
      readonly canister: Uint8Array;
      readonly method: string;
      readonly argument: Uint8Array;
      readonly effective?: Uint8Array;
    }[],
  ): Promise<(Sent | { readonly refused: Ending })[]> {
    const results = await Promise.all(
      messages.map(({ canister, method, argument, effective }) =>
        this.#client.submit(canister, method, argument, effective ?? canister),
      ),
    );
    return results.map((result, at) => {
      if ('refused' in result) return result;
      const { canister, effective } = messages[at] as (typeof messages)[number];
      const sent: Sent = { id: result.id, effective: effective ?? canister };
      this.sent.push(sent);
      return sent;
    });
  }

  /** Runs until nothing is left to run; overdue timers get their turn. Then reads who was answered. */
  async settle(): Promise<void> {
    await this.#subnet.tick();
    await this.#subnet.tick();
    for (const sent of this.sent) {
      if (sent.ending !== undefined) continue;
      const ending = await this.#client.ending(sent.id, sent.effective);
      if (ending !== undefined) sent.ending = ending;
    }
  }

  /** A call of the management canister by itself; its end when everything came to rest. */
  async manage(method: string, canister: Uint8Array, argument = ofCanister(canister)): Promise<Ending> {
    const [result] = await this.send([{ canister: MANAGEMENT, method, argument, effective: canister }]);
    await this.settle();
    if (result === undefined) throw new Error('nothing was sent');
    return 'refused' in result ? result.refused : (result.ending ?? 'open');
  }

  advance(ms: number): Promise<void> {
    return this.#subnet.advanceTime(ms);
  }

  async status(canister: Uint8Array): Promise<StatusAnswer> {
    const argument = ofCanister(canister);
    const answer = await this.#client.query(MANAGEMENT, 'canister_status', argument, canister);
    if (!('reply' in answer)) throw new Error(`canister_status: ${answer.refused}`);
    return statusOf(answer.reply as Uint8Array);
  }

  /** Certified data as a query of the running canister sees it. */
  async certifiedData(canister: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#client.query(canister, 'query', script(...replyWith(op('dataCertificate'))));
    if (!('reply' in answer)) throw new Error(`query: ${answer.refused}`);
    const tree = await certifiedTree(answer.reply as Uint8Array);
    return tree.leaf('canister', canister, 'certified_data') ?? new Uint8Array();
  }

  /** Runs a script as a query, whatever it answers. */
  async query(canister: Uint8Array, code: Uint8Array): Promise<Ending> {
    const answer = await this.#client.query(canister, 'query', code);
    return 'reply' in answer ? 'reply' : answer.refused;
  }

  async slot(canister: Uint8Array, slot: number): Promise<bigint> {
    const at = SLOTS_AT + BigInt(slot) * 8n;
    const bytes = await this.#subnet.readMemory(textOf(canister), 'heap', at, 8);
    return Buffer.from(bytes).readBigUInt64LE();
  }

  /** Everything that can be seen of a canister from outside, as text. */
  async portrait(canister: Uint8Array): Promise<string> {
    const status = await this.status(canister);
    const parts = [status.status, String(status.cycles)];
    if (!status.hasCode) return [...parts, 'empty'].join(' ');
    for (const [memory, length] of [['heap', HEAP_BYTES] as const, ['stable', STABLE_BYTES] as const]) {
      const bytes = await this.#subnet.readMemory(textOf(canister), memory, 0n, length);
      parts.push(createHash('sha256').update(bytes).digest('hex').slice(0, 16));
    }
    if (status.status === 'running') {
      parts.push(Buffer.from(await this.certifiedData(canister)).toString('hex'));
    }
    return parts.join(' ');
  }

  /** Reads again who was answered: an answer may be forgotten, never changed. */
  async endingNow(sent: Sent): Promise<Ending | undefined> {
    return this.#client.ending(sent.id, sent.effective);
  }

  stateRoot(canister: Uint8Array): Promise<string> {
    return this.#client.stateRoot(canister);
  }
}

function startOn(stateDir: string, seed: Uint8Array, startTimeNs: bigint): Promise<Subnet> {
  return Subnet.start({
    clock: 'manual',
    stateDir,
    seed,
    startTimeNs,
    onLog: ({ error }) => {
      if (error !== undefined) process.stderr.write(`${String((error as Error).stack)}\n`);
    },
  });
}

function textOf(canister: Uint8Array): string {
  return Principal.fromUint8Array(canister).toText();
}
