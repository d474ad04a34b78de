import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Subnet, type SubnetEvent } from '@indus/subnet';
import { SubnetClient, type Ending } from '../sim/subnet-client.ts';
import type { FaultOperation } from './fault-operations.ts';
import { FaultPoint } from './fault-point.ts';
import { differences, portraitOf } from './portrait.ts';
import type { SimulatedDisk } from './simulated-disk.ts';

const SEED = createHash('sha256').update('fault loop').digest();
const RECOVERY_MS_MAX = 20_000;
/** Bounds: lines of a message about states that differ. */
const LINES_MAX = 6;

/** What is stored, as text by key. */
export type Portrait = ReadonlyMap<string, string>;

/** How an operation ends when nothing fails. */
export interface Reference {
  readonly ending: Ending;
  readonly before: Portrait;
  readonly after: Portrait;
}

/** One subnet on one disk, which outlives it. */
export class Trial {
  readonly disk: SimulatedDisk;
  readonly #events: SubnetEvent[] = [];
  #startNs: bigint;
  #nonce: bigint;
  #subnet: Subnet | undefined;
  #client: SubnetClient | undefined;
  #sent: { readonly id: Uint8Array; readonly effective: Uint8Array } | undefined;

  constructor(disk: SimulatedDisk, startNs: bigint, nonce: bigint) {
    this.disk = disk;
    this.#startNs = startNs;
    this.#nonce = nonce;
  }

  get nonce(): bigint {
    return this.client.nonce;
  }

  get timeNs(): bigint {
    return this.subnet.timeNs;
  }

  get subnet(): Subnet {
    if (this.#subnet === undefined) throw new Error('the subnet is not started');
    return this.#subnet;
  }

  get client(): SubnetClient {
    if (this.#client === undefined) throw new Error('the subnet is not started');
    return this.#client;
  }

  async start(): Promise<void> {
    this.#subnet = await Subnet.start({
      clock: 'manual',
      seed: SEED,
      startTimeNs: this.#startNs,
      wrapStore: () => this.disk.open(),
      onLog: (event) => this.#events.push(event),
    });
    this.#client = new SubnetClient(this.#subnet, this.#nonce);
  }

  async end(): Promise<void> {
    await this.#subnet?.stop();
  }

  /** How it ended; undefined: nobody knows, as the subnet failed in the middle. */
  async perform(operation: Exclude<FaultOperation, { readonly kind: 'start' }>): Promise<Ending | undefined> {
    if (operation.kind === 'wait') {
      await this.subnet.advanceTime(operation.ms);
      return '';
    }
    const { canister, method, argument } = operation;
    if (operation.kind === 'query') {
      const answer = await this.client.query(canister, method, argument).catch(() => undefined);
      if (answer === undefined) return undefined;
      return 'reply' in answer ? `reply ${Buffer.from(answer.reply).toString('hex')}` : answer.refused;
    }
    this.#sent = undefined;
    const effective = operation.effective ?? canister;
    const sent = await this.client.submit(canister, method, argument, effective).catch(() => undefined);
    if (sent === undefined) return undefined;
    if ('refused' in sent) return sent.refused;
    this.#sent = { id: sent.id, effective };
    await this.subnet.tick();
    return this.endingNow().catch(() => undefined);
  }

  /** How the call that was sent last ended. */
  async endingNow(): Promise<Ending | undefined> {
    return this.#sent && this.client.ending(this.#sent.id, this.#sent.effective);
  }

  /** Waits until the subnet works again, and runs what is left to run. */
  async rest(): Promise<void> {
    const endMs = performance.now() + RECOVERY_MS_MAX;
    for (;;) {
      const failures = this.#events.filter(({ event }) => event === 'round-failed').length;
      const recoveries = this.#events.filter(({ event }) => event === 'recovered').length;
      if (failures === recoveries) break;
      if (performance.now() > endMs) throw new Error('the subnet does not recover');
      await sleep(5);
    }
    await this.subnet.tick();
    await this.subnet.tick();
    const status = await this.subnet.fetch('http://127.0.0.1/api/v2/status');
    if (!Buffer.from(await status.arrayBuffer()).includes('healthy'))
      throw new Error('the subnet is not healthy');
  }

  /** Which of the two states the disk holds. Errors: neither. */
  stateAmong({ before, after }: Reference, ignored: readonly string[]): 'before' | 'after' {
    const whole = portraitOf(this.disk.entries);
    const [toAfter, toBefore] = [
      differences(whole, after),
      differences(portraitOf(this.disk.entries, ignored), withoutIgnored(before, ignored)),
    ];
    if (toAfter.length === 0) return 'after';
    if (toBefore.length === 0) return 'before';
    const list = (lines: readonly string[]) => lines.slice(0, LINES_MAX).join('\n  ');
    throw new Error(`a state between:\n not before: ${list(toBefore)}\n not after: ${list(toAfter)}`);
  }

  async expectState(expected: Portrait, ignored: readonly string[]): Promise<void> {
    const found = differences(portraitOf(this.disk.entries, ignored), withoutIgnored(expected, ignored));
    if (found.length > 0)
      throw new Error(`another state than without a fault:\n  ${found.slice(0, LINES_MAX).join('\n  ')}`);
    await Promise.resolve();
  }

  /** A subnet started anew on the same disk certifies the same root as this one: nothing is only in memory. */
  async expectSameAfterRestart(): Promise<void> {
    const again = new Trial(this.disk.copy(new FaultPoint()), this.timeNs + 1_000_000n, this.nonce);
    await again.start();
    await this.subnet.advanceTime(1);
    const anywhere = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 0, 1, 1);
    const [here, there] = [await this.client.stateRoot(anywhere), await again.client.stateRoot(anywhere)];
    await again.end();
    if (here !== there) throw new Error(`the certified root is ${here}, that of a restart ${there}`);
  }

  /** Calls and returns the reply. */
  async insist(
    canister: Uint8Array,
    method: string,
    argument: Uint8Array,
    effective = canister,
  ): Promise<Uint8Array> {
    const ending = await this.perform({ kind: 'call', canister, method, argument, effective });
    if (ending?.startsWith('reply') !== true) throw new Error(`${method} ended as ${ending}`);
    return Uint8Array.from(Buffer.from(ending.slice('reply '.length), 'hex'));
  }
}

function withoutIgnored(portrait: Portrait, ignored: readonly string[]): Portrait {
  return new Map([...portrait].filter(([key]) => !ignored.some((prefix) => key.startsWith(prefix))));
}
