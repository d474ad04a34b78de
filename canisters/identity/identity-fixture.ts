import { Principal } from '@dfinity/principal';
import { envOf } from '@indus/kit/env';
import type { Env } from '@indus/kit/env';
import { refusalOf as kitRefusalOf } from '@indus/kit/refusal-of';
import { SimulatedSystem } from '@indus/kit/simulated-system';
import { memoryTables } from '@indus/kit/table';
import type { OpenTable } from '@indus/kit/table';
import type { IdentityInit } from './configuration.ts';
import type { DeviceData } from './device.ts';
import { install } from './install.ts';
import { jobKinds } from './job-kinds.ts';
import type { MethodError } from './method-error.ts';
import { register } from './register.ts';
import { Provider } from './storage.ts';

/** When the tests begin. */
export const START_NS = 1_800_000_000_000_000_000n;
export const PORTAL = 'https://portal.example.pk';
export const MINISTRY = 'https://ministry.example.pk';

const ED25519_PREFIX = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/** The public key of a recovery phrase with a number, DER. */
export function phraseKey(number: number): Uint8Array {
  return Uint8Array.from([...ED25519_PREFIX, ...new Uint8Array(32).fill(number)]);
}

/** A recovery phrase with a number. */
export function phrase(number: number, over: Partial<DeviceData> = {}): DeviceData {
  return {
    pubkey: phraseKey(number),
    alias: `Phrase ${number}`,
    credential_id: [],
    aaguid: [],
    purpose: { recovery: null },
    key_type: { seed_phrase: null },
    protection: { unprotected: null },
    origin: [],
    ...over,
  };
}

/** Who calls with the key of a phrase. */
export function callerOf(number: number): Principal {
  return Principal.selfAuthenticating(phraseKey(number));
}

/** A provider over tables in the heap, with a clock to turn and anyone to call. */
export class Scene {
  readonly tables: OpenTable = memoryTables();
  readonly system = new SimulatedSystem();
  provider: Provider;

  constructor(init: Partial<IdentityInit> = {}) {
    this.system.nowNs = START_NS;
    this.provider = this.open();
    this.provider.random.mix(Uint8Array.of(1));
    this.provider.salt.set(new Uint8Array(32).fill(7));
    const all: IdentityInit = { anchors: [], register_rate_limit: [], registry: [], ...init };
    install(this.provider, this.env(0), [all]);
  }

  /** Storage objects over the tables as they are: an upgrade. */
  open(): Provider {
    return new Provider(this.tables, this.system, jobKinds);
  }

  /** What a method sees when the key with a number calls it. */
  env(number: number): Env {
    this.system.callerNow = callerOf(number);
    return { ...envOf(this.system), certificate: () => Uint8Array.of(1) };
  }

  /** Turns the clock. Units: nanoseconds. */
  pass(ns: bigint): void {
    this.system.nowNs += ns;
  }

  /** A new anchor of the phrase with a number. */
  register(number: number, over: Partial<DeviceData> = {}): bigint {
    const request = { device: phrase(number, over), challenge: new Uint8Array(0), nonce: 0n };
    return register(this.provider, this.env(number), request).anchor;
  }
}

/** The refusal that a call meets; nothing when it is carried out. */
export const refusalOf = kitRefusalOf<MethodError>;
