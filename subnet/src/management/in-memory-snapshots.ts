import type { CanisterState } from '../canister/canister-state.ts';
import { snapshotId, type CanisterSnapshot, type SnapshotArea } from '../canister/snapshot.ts';
import type { Trap } from '../sandbox/protocol.ts';
import type { InMemoryHost } from './in-memory-host.ts';
import type { SnapshotHost, TakenState } from './snapshot-host.ts';

/** Data of snapshots for unit tests: an area is what was written to it, an untouched one is zero. */
export class InMemorySnapshots implements SnapshotHost {
  /** By snapshot id, a slash and the area. */
  readonly areas = new Map<string, Uint8Array>();
  readonly loaded: { canister: CanisterState; snapshot: CanisterSnapshot }[] = [];
  /** How the next loads end. */
  loads: Trap | 'mismatch' | undefined = undefined;
  readonly #host: InMemoryHost;

  constructor(host: InMemoryHost) {
    this.#host = host;
  }

  async copy(canister: CanisterState, number: number): Promise<TakenState> {
    const id = snapshotId({ canister: canister.key, number });
    for (const [key, bytes] of this.#host.chunkBytes) {
      if (key.startsWith(`${canister.key}/`)) this.areas.set(`${id}/${key.split('/')[1]}`, bytes);
    }
    return { globals: [{ type: 'i32', value: 7 }], globalState: Uint8Array.of(1) };
  }

  async read(
    snapshot: CanisterSnapshot,
    area: SnapshotArea,
    offset: number,
    length: number,
  ): Promise<Uint8Array> {
    return this.#area(snapshot, area).slice(offset, offset + length);
  }

  async write(
    snapshot: CanisterSnapshot,
    area: SnapshotArea,
    offset: number,
    bytes: Uint8Array,
  ): Promise<void> {
    const content = this.#area(snapshot, area).slice();
    content.set(bytes, offset);
    this.areas.set(`${snapshotId(snapshot)}/${area}`, content);
  }

  async readChunk(snapshot: CanisterSnapshot, hash: string): Promise<Uint8Array> {
    return this.areas.get(`${snapshotId(snapshot)}/${hash}`) ?? new Uint8Array(0);
  }

  writeChunk(snapshot: CanisterSnapshot, hash: string, chunk: Uint8Array): void {
    this.areas.set(`${snapshotId(snapshot)}/${hash}`, chunk);
  }

  drop(snapshot: CanisterSnapshot): void {
    for (const key of this.areas.keys()) {
      if (key.startsWith(`${snapshotId(snapshot)}/`)) this.areas.delete(key);
    }
  }

  async load(canister: CanisterState, snapshot: CanisterSnapshot): Promise<Trap | 'mismatch' | undefined> {
    if (this.loads !== undefined) return this.loads;
    this.loaded.push({ canister, snapshot });
    canister.chunks = new Map(snapshot.chunks);
    return undefined;
  }

  #area(snapshot: CanisterSnapshot, area: SnapshotArea): Uint8Array {
    const { moduleBytes, heapBytes, stableBytes } = snapshot;
    const bytes = { module: moduleBytes, heap: heapBytes, stable: stableBytes }[area];
    return this.areas.get(`${snapshotId(snapshot)}/${area}`) ?? new Uint8Array(bytes);
  }
}
