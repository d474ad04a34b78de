/**
 * What the wasm pass makes of an uploaded module, and what the sandbox relies on.
 *
 * The prepared binary differs from the uploaded one thus:
 * - linear memory is shifted: bytes [0, shiftBytes) hold the dirty map (one byte for each 4 KiB page of the
 *   canister's own memory; page p is marked by 1 at offset p) and canister address a lies at a + shiftBytes. The map
 *   may be cleared only while no code of the canister is on the stack;
 * - the memory, table 0 and every mutable global are exported under PRIVATE_EXPORT names, and of the module's own
 *   exports only the functions that the IC calls are left;
 * - the instruction counter is an exported mutable i64 global that counts down; a negative value at an
 *   `unreachable` means out of instructions. The total is exact at a return. In between, a frame of the canister may
 *   hold back what it used since its last loop turn or imported call (some thousand instructions at most), and a trap
 *   may lose as much. A return may leave the counter a little below zero, as on the IC;
 * - there is no start section: the start function is exported;
 * - active data segments are taken out (their indexes stay, as empty passive ones) and listed in `dataSegments`,
 *   for the sandbox to write on a fresh install only;
 * - 64-bit tables are lowered to 32-bit ones. 64-bit memories are not: `enableWasmFeatures` has to be called before
 *   the first module is compiled in a thread.
 */
export interface PreparedModule {
  readonly binary: Uint8Array;
  readonly info: ModuleInfo;
}

/** Facts about a module, structured-clone safe and stored in the disk cache beside the binary. */
export interface ModuleInfo {
  /** Version of the pass that made this, part of the cache key. */
  readonly passVersion: string;
  readonly shiftBytes: number;
  readonly memory: MemoryInfo | undefined;
  readonly dataSegments: readonly DataSegment[];
  /** Function imports in order, all of module `ic0`. */
  readonly imports: readonly string[];
  /** True where System API pointers are 64-bit (the memory is 64-bit). */
  readonly pointers64: boolean;
  readonly methods: {
    readonly update: readonly string[];
    readonly query: readonly string[];
    readonly composite_query: readonly string[];
  };
  readonly hooks: readonly CanisterHook[];
  readonly hasStart: boolean;
  /** The module's own mutable globals, in order; `exportName` is how the prepared binary exports them. */
  readonly globals: readonly GlobalInfo[];
  /**
   * Table 0. `mutated` tells that code can change it at run time; then every function that can be in it is exported
   * as PRIVATE_EXPORT.function + index, which is also the `name` that JavaScript shows of each funcref.
   */
  readonly table:
    | {
        readonly exportName: string;
        readonly mutated: boolean;
        readonly elementType: 'funcref' | 'externref';
        /** Indexes of the functions exported for the sake of the table; empty when it is not mutated. */
        readonly functions: readonly number[];
      }
    | undefined;
  /** Sections named `icp:public NAME` or `icp:private NAME`. */
  readonly metadata: readonly MetadataSection[];
}

export type CanisterHook =
  | 'canister_init'
  | 'canister_pre_upgrade'
  | 'canister_post_upgrade'
  | 'canister_inspect_message'
  | 'canister_heartbeat'
  | 'canister_global_timer'
  | 'canister_on_low_wasm_memory';

/** Units: pages of 64 KiB, as the canister declared them (without the shift). */
export interface MemoryInfo {
  readonly index64: boolean;
  readonly minPages: number;
  readonly maxPages: number | undefined;
}

/** An active data segment: `offset` is a canister address. */
export interface DataSegment {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * A mutable global to save and restore: first the module's own in order, then those that the pass added (one for each
 * data or element segment that code can drop). JavaScript cannot read a `v128` global: it is not exported itself, but
 * through functions named `exportName` + V128_ACCESSOR.low, .high (each () -> i64) and .set ((low, high) -> ()).
 */
export interface GlobalInfo {
  readonly exportName: string;
  readonly type: 'i32' | 'i64' | 'f32' | 'f64' | 'v128';
}

export interface MetadataSection {
  readonly name: string;
  readonly visibility: 'public' | 'private';
  readonly content: Uint8Array;
}

/** Names under which the prepared binary exports what the canister does not. */
export const PRIVATE_EXPORT = {
  memory: '#memory',
  table: '#table',
  /** Table of one function () -> (), for the host to set, which is called after every memory.grow. */
  growthHook: '#grown',
  counter: '#instructions',
  start: '#start',
  /** Followed by the global's index in the uploaded module. */
  global: '#global:',
  /** Followed by the function's index in the uploaded module. */
  function: '#function:',
  /** Followed by the segment's index: i32 globals that are 1 once the segment was dropped. */
  droppedData: '#dropped-data:',
  droppedElements: '#dropped-elements:',
} as const;

/** Endings of the names of the functions that stand for a mutable `v128` global. */
export const V128_ACCESSOR = { low: ':low', high: ':high', set: ':set' } as const;

/**
 * A marked page stands for its own bytes and this many bytes after it: what saves, compares or restores a dirty page
 * must take them along, since a store that begins on a page may end on the next.
 */
export const STORE_SLACK_BYTES = 16;
