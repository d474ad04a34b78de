import { CORE_COST, FUNCTION_COST, MEMORY64_ACCESS_COST, MISC_COST, SIMD_COST } from './instruction-costs.ts';
import { FUNCTION_INSTRUCTIONS_MAX, V8_LOCALS_MAX } from './module-limits.ts';
import {
  CORE_IMMEDIATE,
  IMMEDIATE,
  MISC_IMMEDIATE,
  MISC_OP,
  OP,
  SIMD_IMMEDIATE,
  TYPE,
  VOID,
} from './opcodes.ts';
import { malformed, WasmRefusal } from './wasm-refusal.ts';
import type { ByteRange, ModuleLayout } from './module-layout.ts';

/** What one reading of the code told; segment costs lie one function after the other. */
export interface CodeScan {
  readonly costs: Uint32Array;
  readonly functions: readonly FunctionScan[];
  /** Functions that code takes references to. */
  readonly referenced: ReadonlySet<number>;
  readonly droppedData: ReadonlySet<number>;
  readonly droppedElements: ReadonlySet<number>;
  readonly usesDataCount: boolean;
  readonly tableMutated: boolean;
}

/** Facts about one function body. `code` is the range after the local declarations. */
export interface FunctionScan {
  readonly locals: ByteRange;
  readonly localGroups: number;
  readonly localCount: number;
  readonly code: ByteRange;
  /** Index of the first segment's cost. */
  readonly firstSegment: number;
  readonly segments: number;
  /** Segments that cost something. */
  readonly chargedSegments: number;
  readonly hasLoop: boolean;
  readonly hasCall: boolean;
}

/** Instructions after which a new segment of straight code begins. Source: as instruction-costs.ts, `injections`. */
const SEGMENT_END = new Uint8Array(256);
for (const op of [OP.loop, OP.if, OP.else, OP.end, OP.br, OP.brIf, OP.brTable, OP.return, OP.unreachable]) {
  SEGMENT_END[op] = 1;
}
SEGMENT_END[OP.returnCall] = 1;
SEGMENT_END[OP.returnCallIndirect] = 1;

const IS_ACCESS = new Uint8Array(256).fill(1, OP.i32Load, OP.i64Store32 + 1);
const IS_TYPE = new Uint8Array(256);
for (const type of Object.values(TYPE)) IS_TYPE[type] = 1;
const IS_CALL = new Uint8Array(256).fill(1, OP.call, OP.returnCallIndirect + 1);

/**
 * Reads all code once: refuses instructions that the IC does not allow and adds up the cost of each segment.
 * Errors: WasmRefusal.
 */
export function scanCode(layout: ModuleLayout): CodeScan {
  const scanner = new CodeScanner(layout);
  const functions = layout.bodies.map((body, index) => scanner.scan(body, index));
  return {
    costs: scanner.costs,
    functions,
    referenced: scanner.referenced,
    droppedData: scanner.droppedData,
    droppedElements: scanner.droppedElements,
    usesDataCount: scanner.usesDataCount,
    tableMutated: scanner.tableMutated,
  };
}

class CodeScanner {
  costs = new Uint32Array(1 << 16);
  readonly referenced = new Set<number>();
  readonly droppedData = new Set<number>();
  readonly droppedElements = new Set<number>();
  usesDataCount = false;
  tableMutated = false;
  readonly #bytes: Uint8Array;
  readonly #accessExtra: number;
  #segments = 0;
  #position = 0;
  #index = 0;

  constructor(layout: ModuleLayout) {
    this.#bytes = layout.bytes;
    this.#accessExtra = layout.memory?.index64 ? MEMORY64_ACCESS_COST - 1 : 0;
  }

  scan({ from, to }: ByteRange, index: number): FunctionScan {
    this.#index = index;
    this.#position = from;
    const localGroups = this.#u32();
    const localsFrom = this.#position;
    const localCount = this.#locals(localGroups, to);
    const codeFrom = this.#position;
    const firstSegment = this.#segments;
    const flags = this.#instructions(to);
    let chargedSegments = 0;
    for (let i = firstSegment; i < this.#segments; i++) if (this.costs[i] !== 0) chargedSegments++;
    return {
      locals: { from: localsFrom, to: codeFrom },
      localGroups,
      localCount,
      code: { from: codeFrom, to },
      firstSegment,
      segments: this.#segments - firstSegment,
      chargedSegments,
      hasLoop: (flags & 1) !== 0,
      hasCall: (flags & 2) !== 0,
    };
  }

  #locals(groups: number, to: number): number {
    let count = 0;
    for (let i = 0; i < groups; i++) {
      if (this.#position >= to) malformed('unexpected end of the local declarations');
      count += this.#u32();
      this.#valueType();
      if (count > V8_LOCALS_MAX) malformed('too many locals: locals exceed maximum');
    }
    return count;
  }

  /** Returns 1 for a loop plus 2 for a call. */
  #instructions(to: number): number {
    const bytes = this.#bytes;
    let flags = 0;
    let depth = 1;
    let cost = FUNCTION_COST;
    let count = 0;
    while (depth > 0) {
      if (this.#position >= to) malformed('unexpected end of a function body: END opcode expected');
      const op = bytes[this.#position++] as number;
      const kind = CORE_IMMEDIATE[op] as number;
      if (kind === IMMEDIATE.none) cost += CORE_COST[op] as number;
      else if (kind === IMMEDIATE.leb) {
        if (op === OP.refFunc) this.referenced.add(this.#u32());
        else if (op === OP.refNull) this.#referenceType();
        else this.#skipLeb();
        cost += CORE_COST[op] as number;
        if (op === OP.tableSet) this.tableMutated = true;
      } else cost += this.#other(op, kind, to);
      count++;
      if (SEGMENT_END[op] === 1) {
        this.#pushSegment(cost);
        cost = 0;
        if (op === OP.end) depth--;
      }
      if (op === OP.loop) flags |= 1;
      if (IS_CALL[op] === 1) flags |= 2;
      if (op === OP.block || op === OP.loop || op === OP.if) depth++;
    }
    if (this.#position !== to) malformed('operators remaining after end of function');
    if (count > FUNCTION_INSTRUCTIONS_MAX) {
      throw new WasmRefusal(
        `Wasm module contains a function at index ${this.#index} of size ${count} that exceeds the maximum allowed size of ${FUNCTION_INSTRUCTIONS_MAX}`,
      );
    }
    return flags;
  }

  #pushSegment(cost: number): void {
    if (this.#segments === this.costs.length) {
      const grown = new Uint32Array(this.costs.length * 2);
      grown.set(this.costs);
      this.costs = grown;
    }
    this.costs[this.#segments++] = cost;
  }

  /** Skips the immediates of a less frequent instruction; returns its cost. */
  #other(op: number, kind: number, to: number): number {
    switch (kind) {
      case IMMEDIATE.misc:
        return this.#misc(to);
      case IMMEDIATE.simd:
        return this.#simd(to);
      case IMMEDIATE.illegal:
        return this.#unsupported(`0x${op.toString(16)}`);
      default:
        this.#skip(kind, to);
        return (CORE_COST[op] as number) + (IS_ACCESS[op] === 1 ? this.#accessExtra : 0);
    }
  }

  #skip(kind: number, to: number): void {
    switch (kind) {
      case IMMEDIATE.none:
        return;
      case IMMEDIATE.leb:
        return this.#skipLeb();
      case IMMEDIATE.blockType: {
        const first = this.#bytes[this.#position] as number;
        if (first === VOID) this.#position++;
        else if (first > VOID && first < 128) this.#valueType();
        else this.#skipLeb();
        return;
      }
      case IMMEDIATE.brTable: {
        const targets = this.#u32();
        for (let i = 0; i <= targets && this.#position <= to; i++) this.#skipLeb();
        return;
      }
      case IMMEDIATE.twoLeb:
        this.#skipLeb();
        return this.#skipLeb();
      case IMMEDIATE.memarg:
      case IMMEDIATE.memargLane:
        if (this.#u32() >= 32) malformed('malformed memop alignment: multi-memory is not enabled');
        this.#skipLeb();
        if (kind === IMMEDIATE.memargLane) this.#position++;
        return;
      case IMMEDIATE.bytes4:
        this.#position += 4;
        return;
      case IMMEDIATE.bytes8:
        this.#position += 8;
        return;
      case IMMEDIATE.bytes16:
        this.#position += 16;
        return;
      case IMMEDIATE.lane:
        this.#position++;
        return;
      default:
        for (let n = this.#u32(); n > 0 && this.#position <= to; n--) this.#valueType();
    }
  }

  #misc(to: number): number {
    const op = this.#u32();
    const kind = MISC_IMMEDIATE[op] ?? IMMEDIATE.illegal;
    if (kind === IMMEDIATE.illegal) this.#unsupported(`0xfc ${op}`);
    const at = this.#position;
    this.#skip(kind, to);
    const after = this.#position;
    this.#position = at;
    if (op === MISC_OP.dataDrop) this.droppedData.add(this.#u32());
    if (op === MISC_OP.elemDrop) this.droppedElements.add(this.#u32());
    this.#position = after;
    if (op === MISC_OP.dataDrop || op === MISC_OP.memoryInit) this.usesDataCount = true;
    if (op >= MISC_OP.tableInit && op !== MISC_OP.elemDrop && op !== MISC_OP.tableSize)
      this.tableMutated = true;
    return MISC_COST[op] as number;
  }

  #simd(to: number): number {
    const op = this.#u32();
    const kind = SIMD_IMMEDIATE[op] ?? IMMEDIATE.illegal;
    if (kind === IMMEDIATE.illegal) this.#unsupported(`0xfd ${op}`);
    this.#skip(kind, to);
    const access = op <= 11 || (op >= 84 && op <= 93);
    return (SIMD_COST[op] as number) + (access ? this.#accessExtra : 0);
  }

  /** Types of later proposals are refused here, since newer engines than the IC's accept them. */
  #valueType(): void {
    const type = this.#bytes[this.#position++] ?? malformed('unexpected end of the local declarations');
    if (IS_TYPE[type] !== 1) malformed(`unsupported value type 0x${type.toString(16)}`);
  }

  #referenceType(): void {
    const type = this.#bytes[this.#position] as number;
    if (type !== TYPE.funcref && type !== TYPE.externref) malformed('unsupported heap type');
    this.#position++;
  }

  #unsupported(instruction: string): never {
    throw new WasmRefusal(
      `Wasm module contains a function at index ${this.#index} with unsupported instruction ${instruction}`,
    );
  }

  #skipLeb(): void {
    const bytes = this.#bytes;
    while ((bytes[this.#position++] as number) & 128);
  }

  /** Longer than 32 bits is left for the engine's own validation to refuse. */
  #u32(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#position++] as number;
    let result = byte & 127;
    for (let shift = 7; (byte & 128) !== 0 && shift < 35; shift += 7) {
      byte = bytes[this.#position++] as number;
      result |= (byte & 127) << shift;
    }
    return result >>> 0;
  }
}
