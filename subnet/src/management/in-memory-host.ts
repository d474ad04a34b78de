import { createHash } from 'node:crypto';
import type { CallContext, Origin } from '../canister/call-context.ts';
import { newCanister } from '../canister/new-canister.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Answer } from '../canister/message.ts';
import type { Outcall } from '../outcalls/outcall.ts';
import { principalKey, type PrincipalKey } from '../principal.ts';
import type { ExecutionResult, Installation, PrepareResult } from '../sandbox/protocol.ts';
import type { MetadataSection, ModuleInfo } from '../wasm/prepared-module.ts';
import { ThresholdKeys } from '../threshold/threshold-keys.ts';
import { InMemorySnapshots } from './in-memory-snapshots.ts';
import { allocatedBytes } from '../canister/holding-costs.ts';
import type { SubnetMemory } from '../canister/storage-reservation.ts';
import { usedBytes } from './canister-memory.ts';
import type { ManagementHost } from './management-host.ts';
import { SUBNET_MEMORY_CAPACITY_BYTES, SUBNET_MEMORY_THRESHOLD_BYTES } from './management-limits.ts';

/** A host for unit tests: it keeps the state as the contract says; canister code alone is played by `run`. */
export class InMemoryHost implements ManagementHost {
  nowNs = 1_700_000_000_000_000_000n;
  readonly subnetKey = principalKey(Uint8Array.of(9, 9, 9));
  readonly nodeKey = principalKey(Uint8Array.of(8, 8, 8));
  nodeMetrics: ManagementHost['nodeMetrics'] = [];
  freeCycles = true;
  installRateLimit = false;
  memoryCapacityBytes = SUBNET_MEMORY_CAPACITY_BYTES;
  memoryThresholdBytes = SUBNET_MEMORY_THRESHOLD_BYTES;
  readonly subnetAdmins = new Set<PrincipalKey>();
  readonly canisters = new Map<PrincipalKey, CanisterState>();
  readonly thresholdKeys = new ThresholdKeys(new Uint8Array(32).fill(7));
  readonly chunkBytes = new Map<string, Uint8Array>();
  readonly snapshots = new InMemorySnapshots(this);
  readonly installations: Installation[] = [];
  readonly begun: Omit<Outcall, 'id'>[] = [];
  readonly outcalls = {
    enabled: true,
    inFlight: 0,
    begin: (outcall: Omit<Outcall, 'id'>): void => {
      this.begun.push(outcall);
    },
  };
  readonly answers: { origin: Origin; answer: Answer; refund: bigint }[] = [];
  /** Runs instead of canister code. */
  run: (canister: CanisterState, installation: Installation) => ExecutionResult = () => succeeded();
  /** Runs while a module is being prepared. */
  whilePreparing: () => void = () => undefined;
  #nextId = 0;
  #random = 0;

  get memory(): SubnetMemory {
    let used = 0n;
    for (const canister of this.canisters.values()) {
      used += allocatedBytes(usedBytes(canister), canister.settings.memoryAllocation);
    }
    return {
      usedBytes: used,
      capacityBytes: this.memoryCapacityBytes,
      thresholdBytes: this.memoryThresholdBytes,
    };
  }

  createCanister(options: {
    readonly id?: PrincipalKey;
    readonly cycles: bigint;
    readonly controllers: readonly PrincipalKey[];
  }): CanisterState | undefined {
    const key = options.id ?? canisterKey(this.#nextId++);
    if (this.canisters.has(key) || !key.endsWith('0101')) return undefined;
    const canister = newCanister(key, this.nowNs, options);
    this.canisters.set(key, canister);
    return canister;
  }

  deleteCanister(canister: CanisterState): void {
    this.canisters.delete(canister.key);
  }

  /** A module is the wasm magic followed by the names of its metadata sections as JSON. */
  async prepare(module: Uint8Array): Promise<PrepareResult & { readonly moduleHash: string }> {
    this.whilePreparing();
    const moduleHash = sha256(module);
    if (Buffer.from(module.subarray(0, 4)).toString('latin1') !== '\0asm') {
      const message = "Canister's Wasm module is not valid: no magic";
      return { ok: false, trap: { errorCode: 'IC0505', message }, moduleHash };
    }
    const metadata = JSON.parse(Buffer.from(module.subarray(4)).toString()) as Omit<
      MetadataSection,
      'content'
    >[];
    return { ok: true, info: moduleInfo(metadata), moduleHash };
  }

  async install(
    canister: CanisterState,
    module: Uint8Array,
    installation: Installation,
  ): Promise<ExecutionResult> {
    const prepared = await this.prepare(module);
    this.installations.push(installation);
    const result = this.run(canister, installation);
    canister.log.push(...result.log);
    canister.logNextIndex += BigInt(result.log.length);
    if (result.trap || !prepared.ok) return result;
    canister.code = { moduleHash: installation.moduleHash, info: prepared.info, installedAtNs: this.nowNs };
    canister.memory = result.memory;
    canister.version += 1n;
    return result;
  }

  uninstall(canister: CanisterState): void {
    canister.code = undefined;
    canister.memory = { wasm: 0, stable: 0n, globals: 0 };
    canister.certifiedData = new Uint8Array(0);
    canister.globalTimerNs = 0n;
    canister.version += 1n;
  }

  async readChunk(canister: CanisterState, hash: string): Promise<Uint8Array | undefined> {
    return this.chunkBytes.get(`${canister.key}/${hash}`);
  }

  writeChunk(canister: CanisterState, hash: string, chunk: Uint8Array): void {
    this.chunkBytes.set(`${canister.key}/${hash}`, chunk);
  }

  clearChunks(canister: CanisterState): void {
    for (const key of this.chunkBytes.keys()) {
      if (key.startsWith(`${canister.key}/`)) this.chunkBytes.delete(key);
    }
  }

  openCallContexts(canister: CanisterState): readonly CallContext[] {
    return [...canister.callContexts.values()];
  }

  answer(origin: Origin, answer: Answer, refund: bigint): void {
    this.answers.push({ origin, answer, refund });
  }

  readonly touched = new Set<PrincipalKey>();
  touch(canister: CanisterState): void {
    this.touched.add(canister.key);
  }

  randomBytes(length: number): Uint8Array {
    return new Uint8Array(createHash('sha256').update(`${this.#random++}`).digest().subarray(0, length));
  }

  /** All that a rejected call must not change. */
  snapshot(): unknown {
    const chunks = [...this.chunkBytes].map(([key, bytes]) => [key, sha256(bytes)]);
    return structuredClone({ canisters: this.canisters, chunks, snapshots: this.snapshots.areas });
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Key of the n-th canister. */
export function canisterKey(n: number): PrincipalKey {
  return principalKey(Uint8Array.of(0, 0, 0, 0, 0, 0x10, n >> 8, n & 255, 1, 1));
}

/** An execution that succeeded, with the given log lines. */
export function succeeded(...lines: string[]): ExecutionResult {
  return {
    instructions: 1_000n,
    calls: [],
    cyclesAccepted: 0n,
    cyclesBurned: 0n,
    accepted: false,
    log: lines.map((line) => ({ timestampNs: 5n, content: new Uint8Array(Buffer.from(line)) })),
    memory: { wasm: 65_536, stable: 131_072n, globals: 16 },
  };
}

function moduleInfo(metadata: readonly Omit<MetadataSection, 'content'>[]): ModuleInfo {
  return {
    passVersion: 'none',
    shiftBytes: 0,
    memory: undefined,
    dataSegments: [],
    imports: [],
    pointers64: false,
    methods: { update: [], query: [], composite_query: [] },
    hooks: [],
    hasStart: false,
    globals: [],
    table: undefined,
    metadata: metadata.map((section) => ({ ...section, content: new Uint8Array(Buffer.from('content')) })),
  };
}
