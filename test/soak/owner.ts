import { createHash } from 'node:crypto';
import { installation, ofCanister } from '../sim/management-arguments.ts';
import type { Random } from '../sim/random.ts';
import { MANAGEMENT } from '../sim/subnet-client.ts';
import { addTo, fill, initial, readSlot, upgraded } from './counter-scripts.ts';
import { deploy, insist } from './shared-counters.ts';
import {
  chunkedInstallation,
  chunkOf,
  freezingThreshold,
  listedIds,
  ofSnapshot,
  statusOf,
  taking,
  takenId,
} from './soak-arguments.ts';
import { dataOf, type SoakClient } from './soak-client.ts';

const SLOT = 0;
const SNAPSHOTS_MAX = 3;
const LIVES_MAX = 40;
/** Units: MiB. */
const FILL_MIB = 24;
type Mode = 'install' | 'reinstall' | 'upgrade';

/** Does to a canister of its own what owners do, and knows after each call what the canister must be like. */
export class Owner {
  readonly #client: SoakClient;
  readonly #random: Random;
  readonly #code: Uint8Array;
  #canister: Uint8Array;
  /** Undefined: no code. */
  #value: bigint | undefined = 0n;
  #freezing = 2_592_000;
  #age = 0;
  readonly #snapshots = new Map<string, bigint>();

  private constructor(client: SoakClient, random: Random, code: Uint8Array, canister: Uint8Array) {
    this.#client = client;
    this.#random = random;
    this.#code = code;
    this.#canister = canister;
  }

  static async begin(client: SoakClient, random: Random, code: Uint8Array): Promise<Owner> {
    return new Owner(client, random, code, await deploy(client, code, initial()));
  }

  /** One thing, then a look at everything. */
  async step(): Promise<void> {
    const kind = this.#random.below(100);
    if (this.#age++ > LIVES_MAX) await this.#replace();
    else if (kind < 30) await this.#add();
    else if (kind < 40) await this.#install(this.#value === undefined ? 'install' : 'upgrade');
    else if (kind < 45) await this.#install(this.#value === undefined ? 'install' : 'reinstall');
    else if (kind < 52) await this.#installChunked();
    else if (kind < 57) await this.#uninstall();
    else if (kind < 67) await this.#take();
    else if (kind < 77) await this.#load();
    else if (kind < 82) await this.#deleteSnapshot();
    else if (kind < 88) await this.#settings();
    else await this.#fill();
    await this.check();
  }

  /** Compares the canister with what it must be. */
  async check(): Promise<void> {
    const about = ofCanister(this.#canister);
    const ask = async (method: string) =>
      insist(() => this.#client.call(MANAGEMENT, method, about, this.#canister));
    const { hasCode, freezing } = statusOf(
      dataOf(await this.#client.query(MANAGEMENT, 'canister_status', about, this.#canister)),
    );
    const snapshots = listedIds(await ask('list_canister_snapshots'))
      .map(hex)
      .sort();
    const found = { hasCode, freezing, snapshots, values: hasCode ? await this.#read() : [] };
    const expected = {
      hasCode: this.#value !== undefined,
      freezing: this.#freezing,
      snapshots: [...this.#snapshots.keys()].sort(),
      values: this.#value === undefined ? [] : [String(this.#value), String(this.#value)],
    };
    const [want, got] = [JSON.stringify(expected), JSON.stringify(found)];
    if (want !== got) throw new Error(`a canister of its owner: expected ${want}, got ${got}`);
  }

  /** The value in the heap and in stable memory. */
  async #read(): Promise<string[]> {
    const bytes = Buffer.from(dataOf(await this.#client.query(this.#canister, 'query', readSlot(SLOT))));
    return [0, 8].map((at) => String(bytes.readBigUInt64LE(at)));
  }

  async #add(): Promise<void> {
    if (this.#value === undefined) return;
    const outcome = await this.#client.call(this.#canister, 'update', addTo(SLOT));
    if (outcome.kind === 'lost') return;
    this.#value = Buffer.from(dataOf(outcome)).readBigUInt64LE();
  }

  async #fill(): Promise<void> {
    if (this.#value === undefined) return;
    const outcome = await this.#client.call(this.#canister, 'update', fill(FILL_MIB));
    if (outcome.kind !== 'lost') dataOf(outcome);
  }

  async #install(mode: Mode): Promise<void> {
    const argument = mode === 'upgrade' ? upgraded() : initial();
    const code = installation(mode, this.#canister, this.#code, argument);
    if (await this.#done('install_code', code)) this.#installed(mode);
  }

  async #installChunked(): Promise<void> {
    const mode = this.#value === undefined ? 'install' : 'upgrade';
    const module = this.#code;
    const half = module.length >> 1;
    const chunks = [module.slice(0, half), module.slice(half)];
    for (const chunk of chunks) {
      while (!(await this.#done('upload_chunk', chunkOf(this.#canister, chunk))));
    }
    const argument = mode === 'upgrade' ? upgraded() : initial();
    const order = { mode, chunks: chunks.map(sha256), moduleHash: sha256(module), argument } as const;
    if (await this.#done('install_chunked_code', chunkedInstallation(this.#canister, order))) {
      this.#installed(mode);
    }
    await this.#done('clear_chunk_store', ofCanister(this.#canister));
  }

  #installed(mode: Mode): void {
    if (mode !== 'upgrade') this.#value = 0n;
  }

  async #uninstall(): Promise<void> {
    if (await this.#done('uninstall_code', ofCanister(this.#canister))) this.#value = undefined;
  }

  async #take(): Promise<void> {
    if (this.#value === undefined) return;
    const full = this.#snapshots.size === SNAPSHOTS_MAX;
    const replaced = full ? this.#random.pick([...this.#snapshots.keys()]) : undefined;
    const argument = taking(
      this.#canister,
      replaced === undefined ? undefined : Buffer.from(replaced, 'hex'),
    );
    const outcome = await this.#manage('take_canister_snapshot', argument);
    if (outcome.kind === 'lost') return;
    if (replaced !== undefined) this.#snapshots.delete(replaced);
    this.#snapshots.set(hex(takenId(dataOf(outcome))), this.#value);
  }

  async #load(): Promise<void> {
    const [id, value] = this.#anySnapshot() ?? [];
    if (id === undefined) return;
    const argument = ofSnapshot(this.#canister, Buffer.from(id, 'hex'));
    if (await this.#done('load_canister_snapshot', argument)) this.#value = value;
  }

  async #deleteSnapshot(): Promise<void> {
    const [id] = this.#anySnapshot() ?? [];
    if (id === undefined) return;
    const argument = ofSnapshot(this.#canister, Buffer.from(id, 'hex'));
    if (await this.#done('delete_canister_snapshot', argument)) this.#snapshots.delete(id);
  }

  async #settings(): Promise<void> {
    const seconds = 1 + this.#random.below(1_000_000);
    if (await this.#done('update_settings', freezingThreshold(this.#canister, seconds))) {
      this.#freezing = seconds;
    }
  }

  /** Deletes the canister and makes another. */
  async #replace(): Promise<void> {
    while (!(await this.#done('stop_canister', ofCanister(this.#canister))));
    while (!(await this.#deleted()));
    this.#canister = await deploy(this.#client, this.#code, initial());
    this.#value = 0n;
    this.#freezing = 2_592_000;
    this.#age = 0;
    this.#snapshots.clear();
  }

  /** False: the call got lost, or messages that came before the stop wait to be refused. */
  async #deleted(): Promise<boolean> {
    const outcome = await this.#manage('delete_canister', ofCanister(this.#canister));
    if (outcome.kind === 'lost' || (outcome.kind === 'reject' && outcome.code === 'IC0203')) return false;
    dataOf(outcome);
    return true;
  }

  #anySnapshot(): [id: string, value: bigint] | undefined {
    return this.#snapshots.size === 0 ? undefined : this.#random.pick([...this.#snapshots]);
  }

  /** False: the call got lost. Errors: a rejection. */
  async #done(method: string, argument: Uint8Array): Promise<boolean> {
    const outcome = await this.#manage(method, argument);
    if (outcome.kind === 'lost') return false;
    dataOf(outcome);
    return true;
  }

  #manage(method: string, argument: Uint8Array) {
    return this.#client.call(MANAGEMENT, method, argument, this.#canister);
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function sha256(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(bytes).digest());
}
