import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { serve } from '@indus/kit/endpoint';
import { envOf } from '@indus/kit/env';
import type { Env } from '@indus/kit/env';
import { RecordedRefusal, Refusal } from '@indus/kit/refusal';
import { Trapped } from '@indus/kit/simulated-system';
import type { AsyncSystem, OutgoingCall } from '@indus/kit/system';
import { activateBucket } from '../activate-bucket.ts';
import type { BucketRange } from '../bucket.ts';
import { install, upgrade } from '../install.ts';
import { jobKinds } from '../job-kinds.ts';
import type { MethodError } from '../method-error.ts';
import { METHODS } from '../methods.ts';
import { receiveBucket } from '../receive-bucket.ts';
import { Vault } from '../storage.ts';
import { directoryEntries, person } from '../vault-fixture.ts';
import { InjectedTrap, JournaledTables } from './journaled-tables.ts';

/** Who runs all shards. */
export const CONTROLLER = person(90);

const NS_PER_SECOND = 1_000_000_000n;
const REGISTRY = person(2);

/** What happens around a shard: time, and whoever it calls. */
export interface Surroundings {
  readonly nowNs: bigint;
  /** How many buckets there are. */
  readonly buckets: number;
  call(from: SimulatedShard, outgoing: OutgoingCall): Promise<Uint8Array>;
  /** After how many writes the next message traps; nothing: it does not. */
  trapAfter(): number | undefined;
}

/** How a message to a shard ended. */
export type Ending<Value> =
  { readonly ok: Value } | { readonly refused: MethodError } | { readonly trapped: true };

interface Timer {
  readonly atNs: bigint;
  readonly callback: () => void | Promise<void>;
}

/** What Azle throws into a message that is cleaned up after a trap. */
export const CLEANUP = Object.assign(new Error('cleaned up'), { type: 'CleanupCallback' });

/** A shard in the heap that takes back what a trapping message has written, and forgets its heap at an upgrade. */
export class SimulatedShard {
  readonly id: Principal;
  readonly tables = new JournaledTables();
  vault: Vault;
  certified = new Uint8Array(0);
  readonly #around: Surroundings;
  readonly #system: AsyncSystem;
  #caller = Principal.anonymous();
  #argument = new Uint8Array(0);
  #reply = new Uint8Array(0);
  #timers: Timer[] = [];

  constructor(id: Principal, owned: readonly BucketRange[], around: Surroundings) {
    this.id = id;
    this.#around = around;
    this.#system = this.#makeSystem();
    this.vault = this.#open();
    this.vault.random.mix(id.toUint8Array());
    this.vault.secret.set(new Uint8Array(32).fill(7));
    const init = { registry: REGISTRY, buckets: around.buckets, owned, vetkd_key: 'dfx_test_key' };
    this.message(CONTROLLER, (env) => {
      install(this.vault, env, id, init);
      const changes = directoryEntries().map((entry, at) => ({ sequence: BigInt(at + 1), entry }));
      this.vault.directory.apply({ changes, head: BigInt(changes.length) });
      this.vault.directory.putHead({ ...this.vault.directory.head, syncedAtNs: around.nowNs });
    });
  }

  /** Runs a synchronous message from a caller. Errors: what no canister throws. */
  message<Value>(caller: Principal, run: (env: Env) => Value, trapAfter?: number): Ending<Value> {
    this.tables.keep();
    this.tables.trapAfter = trapAfter;
    this.#caller = caller;
    this.vault.begin();
    try {
      return { ok: run(envOf(this.#system)) };
    } catch (error) {
      if (error instanceof RecordedRefusal) return { refused: error.error as MethodError };
      const hasWritten = this.tables.hasWritten;
      this.tables.rollBack();
      if (error instanceof InjectedTrap) return { trapped: true };
      if (!(error instanceof Refusal) || hasWritten) throw error;
      return { refused: error.error as MethodError };
    } finally {
      this.tables.keep();
    }
  }

  /** Answers another shard. Errors: Trapped, after everything is taken back. */
  answer(from: Principal, { method, argument }: OutgoingCall, trapAfter?: number): Uint8Array {
    this.tables.keep();
    this.tables.trapAfter = trapAfter;
    this.#caller = from;
    this.#argument = Uint8Array.from(argument);
    this.vault.begin();
    const { host } = this.vault;
    try {
      if (method === 'receive_bucket') {
        serve(METHODS.receive_bucket, host, (env, chunk) => receiveBucket(this.vault, env, chunk));
      } else
        serve(METHODS.activate_bucket, host, (env, handover) => activateBucket(this.vault, env, handover));
    } catch (error) {
      this.tables.rollBack();
      throw error;
    }
    this.tables.keep();
    return this.#reply;
  }

  /** Puts the code on again: the heap and the timers are gone. */
  upgrade(): void {
    this.#timers = [];
    this.vault = this.#open();
    this.message(CONTROLLER, (env) => {
      upgrade(this.vault, env);
    });
  }

  /** When the next timer is due. */
  get dueNs(): bigint | undefined {
    return this.#timers.reduce<bigint | undefined>(
      (least, { atNs }) => (least === undefined || atNs < least ? atNs : least),
      undefined,
    );
  }

  /** Runs the first timer that is due, and whether there was one. */
  async runTimer(trapAfter?: number): Promise<boolean> {
    const next = this.#timers.find(({ atNs }) => atNs <= this.#around.nowNs);
    if (next === undefined) return false;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.tables.keep();
    this.tables.trapAfter = trapAfter;
    this.#caller = this.id;
    try {
      await next.callback();
    } catch (error) {
      if (!(error instanceof Trapped) && error !== CLEANUP) throw error;
      this.tables.rollBack();
    }
    this.tables.keep();
    return true;
  }

  #open(): Vault {
    return new Vault(this.tables.open, this.#system, jobKinds);
  }

  #makeSystem(): AsyncSystem {
    return {
      argument: () => this.#argument,
      caller: () => this.#caller,
      timeNs: () => this.#around.nowNs,
      methodName: () => '',
      reply: (message) => {
        this.#reply = Uint8Array.from(message);
      },
      trap: (message) => {
        throw new Trapped(message);
      },
      dataCertificate: () => undefined,
      setCertifiedData: (root) => {
        this.certified = Uint8Array.from(root);
      },
      self: () => this.id,
      isController: (principal) => principal.compareTo(CONTROLLER) === 'eq',
      call: async (outgoing) => {
        this.tables.keep();
        try {
          return await this.#around.call(this, outgoing);
        } finally {
          this.tables.keep();
          this.tables.trapAfter = this.#around.trapAfter();
          this.#caller = this.id;
        }
      },
      notify: () => undefined,
      isReplicated: () => true,
      setTimer: (delayS, callback) => {
        this.#timers.push({ atNs: this.#around.nowNs + BigInt(delayS) * NS_PER_SECOND, callback });
      },
    };
  }
}

/** One Candid value as a message. */
export function encoded(type: IDL.Type, value: unknown): Uint8Array {
  return new Uint8Array(IDL.encode([type], [value]));
}
