import { IDL } from '@dfinity/candid';
import { assert } from '../assert.ts';
import type { Answer, RequestMessage } from '../canister/message.ts';
import type { Certifier } from '../certification/certifier.ts';
import { callManagement } from '../management/dispatch.ts';
import type { ManagementHost, ManagementOutcome } from '../management/management-host.ts';
import { MANAGEMENT_IDL } from '../management/management-idl-table.ts';
import { keyText, type PrincipalKey } from '../principal.ts';
import { reject } from '../reject.ts';
import type { Store } from '../store/store.ts';
import { candidOf } from './candid-of.ts';
import { CYCLES_LEDGER_CANISTER } from './cycles-ledger.ts';
import { CYCLES_MINTING_CANISTER } from './cycles-minting.ts';
import { ICP_LEDGER_CANISTER } from './icp-ledger.ts';
import { findMethod, runMethod, type MethodOutcome } from './run-method.ts';
import type { SystemCall, SystemCanister } from './system-canister.ts';
import { SystemStorage, type PendingRecords } from './system-storage.ts';

/** What the subnet keeps of a system canister itself. */
interface SystemRecord {
  readonly createdAtNs: bigint;
  readonly certifiedData: Uint8Array;
}

/** Name of that record in the canister's storage. */
const SELF = 'self';

/** What the system canisters need of the replica. */
export interface SystemCanisterParts {
  readonly store: Store;
  readonly certifier: Certifier;
  readonly state: {
    readonly timeNs: bigint;
    readonly blobs: PendingRecords;
    readonly canisters: ReadonlyMap<PrincipalKey, unknown>;
  };
  readonly identity: { readonly subnetKey: PrincipalKey };
  readonly gate: {
    close(canister: PrincipalKey): void;
    wait(canister: PrincipalKey): Promise<void> | undefined;
  };
}

/**
 * The canisters that the subnet serves itself. A canister enters the state tree with its first change, so that a subnet
 * where nobody uses them has the same root hash as one without. An installed canister with such an id goes before them.
 */
export class SystemCanisters {
  readonly #parts: SystemCanisterParts;
  readonly #served = new Map<PrincipalKey, SystemCanister>();
  readonly #records = new Map<PrincipalKey, SystemRecord>();
  readonly #uncertified = new Set<PrincipalKey>();
  /** Counts replicated calls, so that a query notices that one ran meanwhile. */
  #calls = 0;

  private constructor(parts: SystemCanisterParts) {
    this.#parts = parts;
  }

  /** Opens the system canisters on what is stored of them; with `served` false there are none. */
  static async open(parts: SystemCanisterParts, served: boolean): Promise<SystemCanisters> {
    const canisters = new SystemCanisters(parts);
    if (!served) return canisters;
    for (const canister of [CYCLES_LEDGER_CANISTER, CYCLES_MINTING_CANISTER, ICP_LEDGER_CANISTER]) {
      if (parts.state.canisters.has(canister.key)) continue;
      canisters.#served.set(canister.key, canister);
      const record = await canisters.#storage(canister.key).get<SystemRecord>(SELF);
      if (record === undefined) continue;
      canisters.#records.set(canister.key, record);
      canisters.#certify(canister.key, record);
    }
    return canisters;
  }

  /** Ids of the served canisters. */
  get ids(): ReadonlySet<PrincipalKey> {
    return new Set(this.#served.keys());
  }

  /** Is this the id of a system canister here? */
  has(canister: PrincipalKey): boolean {
    return this.#served.has(canister);
  }

  /** Runs a call of a round. Context: rounds, one call at a time. */
  async call(
    canister: PrincipalKey,
    request: RequestMessage,
    host: ManagementHost,
  ): Promise<ManagementOutcome> {
    if (!this.has(canister)) {
      const words = `Canister ${keyText(canister)} not found`;
      return { kind: 'answered', answer: { kind: 'reject', ...reject('IC0301', words) }, cyclesTaken: 0n };
    }
    this.#calls++;
    this.#parts.gate.close(canister);
    const { method, argument, caller, cycles } = request;
    const asked = { canister, method, argument, caller, cycles };
    const { outcome, storages, kind } = await this.#run(asked, 'update', host);
    if (outcome.kind === 'refused') {
      return { kind: 'answered', answer: { kind: 'reject', ...outcome.reject }, cyclesTaken: 0n };
    }
    if (kind === 'update') this.#keep(storages);
    const answer: Answer = { kind: 'reply', data: outcome.data };
    return { kind: 'answered', answer, cyclesTaken: outcome.cyclesTaken };
  }

  /** Answers a query on certified state. */
  async query(
    canister: PrincipalKey,
    message: { readonly method: string; readonly argument: Uint8Array; readonly caller: PrincipalKey },
  ): Promise<Answer> {
    for (;;) {
      for (let wait = this.#parts.gate.wait(canister); wait; wait = this.#parts.gate.wait(canister))
        await wait;
      const calls = this.#calls;
      const { outcome } = await this.#run({ ...message, canister, cycles: 0n }, 'query', undefined);
      if (calls !== this.#calls) continue;
      if (outcome.kind === 'refused') return { kind: 'reject', ...outcome.reject };
      return { kind: 'reply', data: outcome.data };
    }
  }

  /** Brings what changed in a round into the state tree. Context: before the round is signed. */
  certifyChanges(): void {
    for (const key of this.#uncertified) {
      const record = this.#records.get(key);
      if (record !== undefined) this.#certify(key, record);
    }
    this.#uncertified.clear();
  }

  async #run(
    asked: {
      readonly canister: PrincipalKey;
      readonly method: string;
      readonly argument: Uint8Array;
      readonly caller: PrincipalKey;
      readonly cycles: bigint;
    },
    mode: 'update' | 'query',
    host: ManagementHost | undefined,
  ): Promise<{
    readonly outcome: MethodOutcome;
    readonly storages: ReadonlyMap<PrincipalKey, SystemStorage>;
    readonly kind?: 'update' | 'query';
  }> {
    const storages = new Map<PrincipalKey, SystemStorage>();
    const canister = this.#served.get(asked.canister);
    assert(canister !== undefined, 'only a served system canister is called');
    const found = findMethod(canister, asked.method, mode);
    if ('refusal' in found) return { outcome: { kind: 'refused', reject: found.refusal }, storages };
    const call: SystemCall = {
      caller: asked.caller,
      cycles: asked.cycles,
      nowNs: this.#parts.state.timeNs,
      subnetKey: this.#parts.identity.subnetKey,
      storage: (key) => {
        const storage = storages.get(key) ?? this.#storage(key);
        storages.set(key, storage);
        return storage;
      },
      dataCertificate: mode === 'query' ? () => this.#dataCertificate(canister.key) : undefined,
      callManagement: (caller, method, argument, cycles) => {
        assert(host !== undefined, 'only an update calls the management canister');
        const encoded = new Uint8Array(IDL.encode([...MANAGEMENT_IDL[method].argument], [argument]));
        const origin = { kind: 'canister', canister: caller, callback: 0 } as const;
        return callManagement({ method, argument: encoded, caller, origin, cycles }, host);
      },
    };
    const outcome = await runMethod(canister, found.method, call, asked.argument);
    return { outcome, storages, kind: found.method.kind };
  }

  #keep(storages: ReadonlyMap<PrincipalKey, SystemStorage>): void {
    for (const [key, storage] of storages) {
      if (!storage.hasChanges) continue;
      const known = this.#records.get(key);
      const certifiedData = storage.certifiedData ?? known?.certifiedData ?? new Uint8Array(0);
      if (known === undefined || storage.certifiedData !== undefined) {
        const record = { createdAtNs: known?.createdAtNs ?? this.#parts.state.timeNs, certifiedData };
        this.#records.set(key, record);
        this.#uncertified.add(key);
        storage.put(SELF, record);
      }
      this.#parts.gate.close(key);
      storage.flush();
    }
  }

  #storage(key: PrincipalKey): SystemStorage {
    return new SystemStorage(key, this.#parts.store, this.#parts.state.blobs);
  }

  #certify(key: PrincipalKey, record: SystemRecord): void {
    const canister = this.#served.get(key);
    assert(canister !== undefined, 'only served system canisters change');
    const content = new Uint8Array(Buffer.from(candidOf(canister)));
    this.#parts.certifier.setCanister(key, {
      controllers: [],
      metadata: [{ name: 'candid:service', content }],
      certifiedData: record.certifiedData,
      createdAtNs: record.createdAtNs,
    });
  }

  #dataCertificate(key: PrincipalKey): Uint8Array {
    const label = (text: string) => Buffer.from(text);
    return this.#parts.certifier.certificate([
      [label('canister'), Buffer.from(key, 'hex'), label('certified_data')],
      [label('time')],
    ]);
  }
}
