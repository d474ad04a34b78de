import { Principal } from '@dfinity/principal';
import { scriptCanister, type ScriptCanisterOptions } from '../script-canister/script-canister.ts';
import { op, replyWith, script } from '../script-canister/script.ts';
import { Caller } from './caller.ts';
import { replyOf, type Ending } from './ending.ts';
import { ed25519Key } from './keys.ts';
import { withSections } from './custom-sections.ts';
import {
  createdId,
  creation,
  installation,
  ofCanister,
  settingsUpdate,
  type ModeArgument,
  type SettingsArgument,
} from './management-candid.ts';
import type { Network } from './network.ts';

export const MANAGEMENT: Principal = Principal.managementCanister();

/** A script canister with what it starts with. */
export interface CanisterOptions extends ScriptCanisterOptions {
  readonly init?: Uint8Array;
  readonly settings?: SettingsArgument;
  /** Custom sections to append. */
  readonly sections?: readonly (readonly [name: string, content: Uint8Array])[];
}

/** What cases work with: a network, users of it, and canisters that run scripts. */
export class Bench {
  readonly network: Network;
  /** Controls every canister of the bench. */
  readonly alice: Caller;
  /** Controls nothing. */
  readonly bob: Caller;
  readonly nobody: Caller;
  readonly #canisters = new Map<string, Promise<Principal>>();
  readonly #modules = new Map<string, Promise<Uint8Array>>();

  constructor(network: Network) {
    this.network = network;
    this.alice = new Caller(network, ed25519Key(1));
    this.bob = new Caller(network, ed25519Key(2));
    this.nobody = Caller.anonymous(network);
  }

  /** A new canister of Alice's, without code. */
  async create(options: { settings?: SettingsArgument; amount?: bigint } = {}): Promise<Principal> {
    return createdId(await this.provisional(creation(options)));
  }

  /** provisional_create_canister_with_cycles with the given argument. */
  provisional(argument: Uint8Array): Promise<Ending> {
    return this.alice.call(MANAGEMENT, 'provisional_create_canister_with_cycles', argument, {
      effective: this.network.anyCanister,
    });
  }

  /** A call to the management canister about a canister. */
  manage(
    method: string,
    canister: Principal,
    argument: Uint8Array = ofCanister(canister),
    caller: Caller = this.alice,
  ): Promise<Ending> {
    return caller.call(MANAGEMENT, method, argument, { effective: canister });
  }

  install(
    canister: Principal,
    wasm: Uint8Array,
    argument?: Uint8Array,
    mode: ModeArgument = 'install',
    caller: Caller = this.alice,
  ): Promise<Ending> {
    return this.manage('install_code', canister, installation(canister, mode, wasm, argument), caller);
  }

  /** The script canister's module. */
  module(options: ScriptCanisterOptions = {}): Promise<Uint8Array> {
    const key = JSON.stringify(options);
    let made = this.#modules.get(key);
    if (!made) this.#modules.set(key, (made = scriptCanister(options)));
    return made;
  }

  /** The script canister of the given name; made at its first use. */
  canister(name: string, options: CanisterOptions = {}): Promise<Principal> {
    let made = this.#canisters.get(name);
    if (!made) this.#canisters.set(name, (made = this.#make(options)));
    return made;
  }

  async #make({ init, settings, sections, ...options }: CanisterOptions): Promise<Principal> {
    const canister = await this.create(settings === undefined ? {} : { settings });
    const module = await this.module(options);
    replyOf(await this.install(canister, withSections(module, sections ?? []), init));
    return canister;
  }

  async settings(canister: Principal, settings: SettingsArgument): Promise<void> {
    replyOf(await this.manage('update_settings', canister, settingsUpdate(canister, settings)));
  }

  /** The number in one of a script canister's slots, read by a query. */
  async slot(canister: Principal, slot: number): Promise<bigint> {
    const ending = await this.alice.query(
      canister,
      'query',
      script(...replyWith(op('toBlob', op('slot', slot)))),
    );
    return Buffer.from(replyOf(ending)).readBigUInt64LE();
  }
}
