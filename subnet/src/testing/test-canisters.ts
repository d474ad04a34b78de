import { createHash } from 'node:crypto';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { CHUNK_BYTES_MAX } from '../limits.ts';
import { canisterSettings, MANAGEMENT_IDL } from '../management/management-idl-table.ts';
import { bytesOf, TestCalls, type Calling, type PrincipalLike } from './test-calls.ts';

/** Settings by their name in the management canister's interface; what is left out keeps its default. */
export type SettingsLike = Readonly<Record<string, unknown>>;

/** How a canister is made. */
export interface CreateOptions extends Calling {
  /** Default: 100 T. */
  readonly cycles?: bigint;
  /** The id that it gets, where it is to have the one it has on the IC. */
  readonly id?: PrincipalLike;
  readonly settings?: SettingsLike;
}

/** How code is installed. */
export interface InstallOptions extends Calling {
  /** Candid of the values for init or post-upgrade. Default: none. */
  readonly argument?: Uint8Array;
}

/** How code is replaced by newer code. */
export interface UpgradeOptions extends InstallOptions {
  readonly skipPreUpgrade?: boolean;
  /** For modules with enhanced orthogonal persistence. */
  readonly memory?: 'keep' | 'replace';
}

type Mode = Readonly<Record<'install' | 'reinstall' | 'upgrade', unknown>> | object;

/** Modules above this are sent in chunks. Units: bytes. */
const MODULE_AT_ONCE_MAX = 8 * CHUNK_BYTES_MAX;
const MANAGEMENT = Principal.managementCanister();

/** What the management canister does for canisters, by whomever the test likes. */
export class TestCanisters extends TestCalls {
  /** Calls a method of the management canister with the fields of its record. Errors: CallRejected. */
  async manage(
    method: keyof typeof MANAGEMENT_IDL,
    fields: Readonly<Record<string, unknown>>,
    calling: Calling = {},
  ): Promise<unknown> {
    const types = MANAGEMENT_IDL[method];
    const argument = new Uint8Array(
      IDL.encode(
        types.argument,
        types.argument.map((type) => withNothing(type, fields)),
      ),
    );
    const reply = await this.update(MANAGEMENT, method, argument, calling);
    return IDL.decode(types.result, reply)[0];
  }

  /** Makes an empty canister that its sender controls. */
  async createCanister(options: CreateOptions = {}): Promise<Principal> {
    const { cycles, id, settings } = options;
    const created = await this.manage(
      'provisional_create_canister_with_cycles',
      {
        amount: cycles === undefined ? [] : [cycles],
        specified_id: id === undefined ? [] : [Principal.fromUint8Array(bytesOf(id))],
        settings: settings === undefined ? [] : [settingsRecord(settings)],
      },
      options,
    );
    return (created as { readonly canister_id: Principal }).canister_id;
  }

  /** Makes a canister and installs a module. */
  async setupCanister(wasm: Uint8Array, options: CreateOptions & InstallOptions = {}): Promise<Principal> {
    const canister = await this.createCanister(options);
    await this.installCode(canister, wasm, options);
    return canister;
  }

  async installCode(canister: PrincipalLike, wasm: Uint8Array, options: InstallOptions = {}): Promise<void> {
    await this.#install(canister, { install: null }, wasm, options);
  }

  async reinstallCode(
    canister: PrincipalLike,
    wasm: Uint8Array,
    options: InstallOptions = {},
  ): Promise<void> {
    await this.#install(canister, { reinstall: null }, wasm, options);
  }

  async upgradeCode(canister: PrincipalLike, wasm: Uint8Array, options: UpgradeOptions = {}): Promise<void> {
    const { skipPreUpgrade, memory } = options;
    const how = {
      skip_pre_upgrade: skipPreUpgrade === undefined ? [] : [skipPreUpgrade],
      wasm_memory_persistence: memory === undefined ? [] : [{ [memory]: null }],
    };
    const plain = skipPreUpgrade === undefined && memory === undefined;
    await this.#install(canister, { upgrade: plain ? [] : [how] }, wasm, options);
  }

  async uninstallCode(canister: PrincipalLike, calling: Calling = {}): Promise<void> {
    await this.manage('uninstall_code', ofCanister(canister), calling);
  }

  async startCanister(canister: PrincipalLike, calling: Calling = {}): Promise<void> {
    await this.manage('start_canister', ofCanister(canister), calling);
  }

  async stopCanister(canister: PrincipalLike, calling: Calling = {}): Promise<void> {
    await this.manage('stop_canister', ofCanister(canister), calling);
  }

  async deleteCanister(canister: PrincipalLike, calling: Calling = {}): Promise<void> {
    await this.manage('delete_canister', ofCanister(canister), calling);
  }

  async updateSettings(
    canister: PrincipalLike,
    settings: SettingsLike,
    calling: Calling = {},
  ): Promise<void> {
    const fields = { ...ofCanister(canister), settings: settingsRecord(settings) };
    await this.manage('update_settings', fields, calling);
  }

  /** Gives a canister cycles out of nothing. */
  async addCycles(canister: PrincipalLike, cycles: bigint): Promise<void> {
    await this.manage('provisional_top_up_canister', { ...ofCanister(canister), amount: cycles });
  }

  async #install(
    canister: PrincipalLike,
    mode: Mode,
    wasm: Uint8Array,
    options: InstallOptions,
  ): Promise<void> {
    const arg = options.argument ?? new Uint8Array(IDL.encode([], []));
    if (wasm.length <= MODULE_AT_ONCE_MAX) {
      const fields = { ...ofCanister(canister), mode, wasm_module: wasm, arg };
      await this.manage('install_code', fields, options);
      return;
    }
    const hashes: unknown[] = [];
    await this.manage('clear_chunk_store', ofCanister(canister), options);
    for (let at = 0; at < wasm.length; at += CHUNK_BYTES_MAX) {
      const chunk = wasm.slice(at, at + CHUNK_BYTES_MAX);
      hashes.push(await this.manage('upload_chunk', { ...ofCanister(canister), chunk }, options));
    }
    const fields = {
      target_canister: ofCanister(canister).canister_id,
      mode,
      chunk_hashes_list: hashes,
      wasm_module_hash: new Uint8Array(createHash('sha256').update(wasm).digest()),
      arg,
    };
    await this.manage('install_chunked_code', fields, options);
    await this.manage('clear_chunk_store', ofCanister(canister), options);
  }
}

function ofCanister(canister: PrincipalLike): { readonly canister_id: Principal } {
  return { canister_id: Principal.fromUint8Array(bytesOf(canister)) };
}

function settingsRecord(settings: SettingsLike): Record<string, unknown> {
  const wrapped = Object.entries(settings).map(([name, value]) => [name, [value]] as const);
  return withNothing(canisterSettings, Object.fromEntries(wrapped)) as Record<string, unknown>;
}

/** A record whose missing fields, all optional, are null. */
function withNothing(type: IDL.Type, fields: Readonly<Record<string, unknown>>): unknown {
  if (!(type instanceof IDL.RecordClass)) return fields;
  return Object.fromEntries(type._fields.map(([name]) => [name, fields[name] ?? []]));
}
