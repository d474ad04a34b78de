import type { CanisterState } from '../canister/canister-state.ts';
import type { CanisterSnapshot, GlobalValue, SnapshotArea } from '../canister/snapshot.ts';
import type { Trap } from '../sandbox/protocol.ts';

/** What the sandbox gave of a canister that a snapshot is taken of. */
export interface TakenState {
  readonly globals: readonly GlobalValue[];
  readonly globalState: Uint8Array;
}

/** What the management canister may do with the data of snapshots. Units: offsets and lengths in bytes. */
export interface SnapshotHost {
  /** Copies memories and chunks of a canister with code into the data of its snapshot of that number. */
  copy(canister: CanisterState, number: number): Promise<TakenState>;
  /** Bounds: within the area. */
  read(snapshot: CanisterSnapshot, area: SnapshotArea, offset: number, length: number): Promise<Uint8Array>;
  /** Bounds: within the area of a snapshot that was uploaded. */
  write(snapshot: CanisterSnapshot, area: SnapshotArea, offset: number, bytes: Uint8Array): Promise<void>;
  /** Context: the chunk is in the snapshot. */
  readChunk(snapshot: CanisterSnapshot, hash: string): Promise<Uint8Array>;
  writeChunk(snapshot: CanisterSnapshot, hash: string, chunk: Uint8Array): void;
  /** Forgets the data. Context: no canister has the snapshot any more. */
  drop(snapshot: CanisterSnapshot): void;
  /**
   * Puts code, memories and chunks of a snapshot into a canister, in place of its own; the record's other fields are
   * the caller's. Undefined: done. Errors: the trap of a module that is refused, or `mismatch` when the globals are not
   * those of the module; then nothing has changed.
   */
  load(canister: CanisterState, snapshot: CanisterSnapshot): Promise<Trap | 'mismatch' | undefined>;
}
