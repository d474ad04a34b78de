import type { GlobalInfo, ModuleInfo } from '../wasm/prepared-module.ts';
import { FunctionTable } from './function-table.ts';
import { V128_ACCESSOR } from '../wasm/prepared-module.ts';
import { assert } from '../assert.ts';

/** Values of the mutable globals in ModuleInfo order and, when the module changes its table, function indexes. */
export interface GlobalState {
  readonly values: readonly (number | bigint)[];
  /** Index of the function in each table slot, -1 where it is empty. */
  readonly table: readonly number[] | undefined;
}

const FORMAT_VERSION = 1;
const HEADER_BYTES = 9;
const NO_TABLE = 0xffffffff;

/** Access to the mutable globals and the table of one instance. */
export class InstanceGlobals {
  readonly #infos: readonly GlobalInfo[];
  readonly #globals: readonly Slot[];
  readonly #table: FunctionTable | undefined;
  readonly #functions = new Map<number, unknown>();

  constructor(exports: WebAssembly.Exports, info: ModuleInfo) {
    this.#infos = info.globals;
    this.#globals = info.globals.map((global) => slot(exports, global));
    if (info.table?.mutated !== true) return;
    this.#table = new FunctionTable(exports[info.table.exportName] as WebAssembly.Table);
    for (const value of Object.values(exports)) if (typeof value === 'function') this.#know(value);
    for (let i = 0; i < this.#table.length; i++) this.#know(this.#table.get(i));
  }

  /** What a rollback needs. */
  capture(): GlobalState {
    return {
      values: this.#globals.map((global) => global.value),
      table: this.#table === undefined ? undefined : this.#tableIndexes(this.#table),
    };
  }

  /** Puts a captured state back, of this or of another instance of the same module; false when the table cannot be. */
  restore(state: GlobalState): boolean {
    assert(state.values.length === this.#globals.length, 'captured globals belong to this module');
    state.values.forEach((value, i) => {
      const global = this.#globals[i] as Slot;
      if (!Object.is(global.value, value)) global.value = value;
    });
    return (
      this.#table === undefined || state.table === undefined || this.#restoreTable(this.#table, state.table)
    );
  }

  /** Units: bytes. */
  get sizeBytes(): number {
    return globalsBytes(this.#infos);
  }

  #know(fun: unknown): void {
    if (typeof fun === 'function') this.#functions.set(functionIndex(fun), fun);
  }

  #tableIndexes(table: FunctionTable): number[] {
    const indexes: number[] = [];
    for (let i = 0; i < table.length; i++) {
      const fun = table.get(i);
      this.#know(fun);
      indexes.push(typeof fun === 'function' ? functionIndex(fun) : -1);
    }
    return indexes;
  }

  #restoreTable(table: FunctionTable, indexes: readonly number[]): boolean {
    if (table.length > indexes.length) return false;
    if (table.length < indexes.length) table.grow(indexes.length - table.length);
    for (const [slot, index] of indexes.entries()) {
      const fun = index < 0 ? null : this.#functions.get(index);
      if (fun === undefined) return false;
      if (table.get(slot) !== fun) table.set(slot, fun);
    }
    return true;
  }
}

/** A mutable global of an instance. */
interface Slot {
  value: number | bigint;
}

function slot(exports: WebAssembly.Exports, { exportName, type }: GlobalInfo): Slot {
  if (type !== 'v128') return exports[exportName] as WebAssembly.Global;
  const low = exports[exportName + V128_ACCESSOR.low] as () => bigint;
  const high = exports[exportName + V128_ACCESSOR.high] as () => bigint;
  const set = exports[exportName + V128_ACCESSOR.set] as (low: bigint, high: bigint) => void;
  return {
    get value(): bigint {
      return (high() << 64n) | BigInt.asUintN(64, low());
    },
    set value(value: number | bigint) {
      const bits = BigInt(value);
      set(BigInt.asIntN(64, bits), BigInt.asIntN(64, bits >> 64n));
    },
  };
}

/** Space that globals take, in memory use and in their serialised form. Units: bytes. */
export function globalsBytes(infos: readonly GlobalInfo[]): number {
  return infos.reduce((bytes, { type }) => bytes + (type === 'v128' ? 16 : 8), 0);
}

/** Serialises a state. Shape: version, two counts, eight bytes a global (sixteen a v128), four a table slot. */
export function encodeGlobals(state: GlobalState, infos: readonly GlobalInfo[]): Uint8Array {
  const table = state.table ?? [];
  const tableStart = HEADER_BYTES + globalsBytes(infos);
  const bytes = new Uint8Array(tableStart + table.length * 4);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, FORMAT_VERSION);
  view.setUint32(1, infos.length, true);
  view.setUint32(5, state.table === undefined ? NO_TABLE : table.length, true);
  let at = HEADER_BYTES;
  infos.forEach((info, i) => {
    at = writeGlobal(view, at, info.type, state.values[i] ?? 0);
  });
  table.forEach((index, i) => view.setInt32(tableStart + i * 4, index, true));
  return bytes;
}

/** The state that `encodeGlobals` wrote; undefined when it belongs to another module or format. */
export function decodeGlobals(bytes: Uint8Array, infos: readonly GlobalInfo[]): GlobalState | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const slots = view.getUint32(5, true);
  const tableLength = slots === NO_TABLE ? 0 : slots;
  const tableStart = HEADER_BYTES + globalsBytes(infos);
  if (view.getUint8(0) !== FORMAT_VERSION || view.getUint32(1, true) !== infos.length) return undefined;
  if (bytes.length !== tableStart + tableLength * 4) return undefined;
  let at = HEADER_BYTES;
  const values = infos.map(({ type }) => {
    const value = readGlobal(view, at, type);
    at += type === 'v128' ? 16 : 8;
    return value;
  });
  const table = Array.from({ length: tableLength }, (_, i) => view.getInt32(tableStart + i * 4, true));
  return { values, table: slots === NO_TABLE ? undefined : table };
}

function writeGlobal(view: DataView, at: number, type: GlobalInfo['type'], value: number | bigint): number {
  if (type === 'v128') {
    view.setBigInt64(at, BigInt.asIntN(64, BigInt(value)), true);
    view.setBigInt64(at + 8, BigInt.asIntN(64, BigInt(value) >> 64n), true);
    return at + 16;
  }
  if (type === 'i64') view.setBigInt64(at, BigInt(value), true);
  else if (type === 'i32') view.setInt32(at, Number(value), true);
  else if (type === 'f32') view.setFloat32(at, Number(value), true);
  else view.setFloat64(at, Number(value), true);
  return at + 8;
}

function readGlobal(view: DataView, at: number, type: GlobalInfo['type']): number | bigint {
  if (type === 'v128') return (view.getBigInt64(at + 8, true) << 64n) | view.getBigUint64(at, true);
  if (type === 'i64') return view.getBigInt64(at, true);
  if (type === 'i32') return view.getInt32(at, true);
  return type === 'f32' ? view.getFloat32(at, true) : view.getFloat64(at, true);
}

/** Source: WebAssembly JavaScript Interface, "name of the WebAssembly function": its index in the module, as text. */
function functionIndex(fun: object): number {
  return Number((fun as { readonly name: string }).name);
}
