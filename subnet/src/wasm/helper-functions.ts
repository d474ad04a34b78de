import { MISC_OP, OP, TYPE, VOID } from './opcodes.ts';
import { SHADOW_PAGES } from './module-limits.ts';
import type { FunctionType } from './module-layout.ts';

/** A function that the pass adds behind the module's own. */
export interface HelperFunction {
  readonly type: FunctionType;
  /** Local declarations and code, as in the binary format. */
  readonly body: readonly number[];
}

/** What helper functions need to know of the module that is being made. */
export interface HelperContext {
  readonly firstIndex: number;
  readonly counter: number;
  readonly memory64: boolean;
  readonly meter: boolean;
  readonly mark: boolean;
  /** Global that tells whether a passive data or element segment was dropped. */
  readonly droppedData: ReadonlyMap<number, number>;
  readonly droppedElements: ReadonlyMap<number, number>;
}

const { i32, i64 } = TYPE;
const COUNTER_MIN = -(2n ** 63n);

/** Hands out the indexes of helper functions, writing each at its first use. */
export class HelperFunctions {
  readonly made: HelperFunction[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #context: HelperContext;

  constructor(context: HelperContext) {
    this.#context = context;
  }

  /** (i32) -> (): takes from the counter and traps when it is below zero. */
  flush(): number {
    const { counter } = this.#context;
    return this.#index('flush', [i32], [], () => [
      0,
      ...[
        OP.globalGet,
        ...uleb(counter),
        OP.localGet,
        0,
        OP.i64ExtendI32U,
        OP.i64Sub,
        OP.globalSet,
        ...uleb(counter),
      ],
      ...outOfInstructions(counter),
      OP.end,
    ]);
  }

  /** (n) -> (n): charges n instructions, as the IC does before an instruction with n bytes or elements. */
  charge(type: number): number {
    return this.#index(`charge:${type}`, [type], [type], () => [
      ...[1, 1, i64],
      ...this.#charge(type, 0, 1),
      ...[OP.localGet, 0, OP.end],
    ]);
  }

  /** memory.fill in canister addresses: charged, checked, marked. */
  fill(): number {
    const a = this.#address;
    return this.#index('fill', [a, i32, a], [], () => [
      ...[1, 4, i64],
      ...this.#charge(a, 2, 3),
      ...this.#checkRange(0, 2),
      ...this.#markRange(0, 2),
      ...[...this.#shifted(0), OP.localGet, 1, OP.localGet, 2, OP.misc, MISC_OP.memoryFill, 0, OP.end],
    ]);
  }

  /** memory.copy in canister addresses: charged, checked, marked. */
  copy(): number {
    const a = this.#address;
    return this.#index('copy', [a, a, a], [], () => [
      ...[1, 4, i64],
      ...this.#charge(a, 2, 3),
      ...this.#checkRange(0, 2),
      ...this.#checkRange(1, 2),
      ...this.#markRange(0, 2),
      ...[
        ...this.#shifted(0),
        ...this.#shifted(1),
        OP.localGet,
        2,
        OP.misc,
        MISC_OP.memoryCopy,
        0,
        0,
        OP.end,
      ],
    ]);
  }

  /** memory.init of one segment in canister addresses: charged, checked, marked; a dropped segment is empty. */
  init(segment: number): number {
    return this.#index(`init:${segment}`, [this.#address, i32, i32], [], () => [
      ...[1, 4, i64],
      ...this.#charge(i32, 2, 3),
      ...this.#checkDropped(this.#context.droppedData.get(segment), this.#trapOutOfBounds()),
      ...this.#checkRange(0, 2, i32),
      ...this.#markRange(0, 2, i32),
      ...[
        ...this.#shifted(0),
        OP.localGet,
        1,
        OP.localGet,
        2,
        OP.misc,
        MISC_OP.memoryInit,
        ...uleb(segment),
        0,
        OP.end,
      ],
    ]);
  }

  /** table.init of one segment, charged; a dropped segment is empty. */
  tableInit(segment: number): number {
    const init = [OP.misc, MISC_OP.tableInit, ...uleb(segment), 0];
    return this.#index(`tableInit:${segment}`, [i32, i32, i32], [], () => [
      ...[1, 1, i64],
      ...this.#charge(i32, 2, 3),
      ...this.#checkDropped(this.#context.droppedElements.get(segment), [
        ...[OP.i32Const, 0, OP.i32Const, 0x7f, OP.i32Const, 0x7f, ...init],
      ]),
      ...[OP.localGet, 0, OP.localGet, 1, OP.localGet, 2, ...init, OP.end],
    ]);
  }

  /** Low or high half of a 128-bit global. */
  readV128(global: number, lane: 0 | 1): number {
    return this.#index(`read:${global}:${lane}`, [], [i64], () => [
      ...[0, OP.globalGet, ...uleb(global), OP.simd, 29, lane, OP.end],
    ]);
  }

  /** Sets a 128-bit global from its halves. */
  writeV128(global: number): number {
    return this.#index(`write:${global}`, [i64, i64], [], () => [
      ...[
        0,
        OP.localGet,
        0,
        OP.simd,
        18,
        OP.localGet,
        1,
        OP.simd,
        30,
        1,
        OP.globalSet,
        ...uleb(global),
        OP.end,
      ],
    ]);
  }

  get #address(): number {
    return this.#context.memory64 ? i64 : i32;
  }

  #index(key: string, params: readonly number[], results: readonly number[], body: () => number[]): number {
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.#context.firstIndex + this.made.length;
    this.#indexes.set(key, index);
    this.made.push({ type: { params, results }, body: body() });
    return index;
  }

  /** Charges what is in `local`; the counter sticks at its minimum when the amount would turn it round. */
  #charge(type: number, local: number, scratch: number): number[] {
    const { counter, meter } = this.#context;
    if (!meter) return [];
    const g = uleb(counter);
    return [
      ...[OP.globalGet, ...g, ...wide(type, local), OP.i64Sub, OP.localTee, scratch],
      ...[OP.globalGet, ...g, OP.i64GtS, OP.if, i64, OP.i64Const, ...sleb(COUNTER_MIN)],
      ...[OP.else, OP.localGet, scratch, OP.end, OP.globalSet, ...g],
      ...outOfInstructions(counter),
    ];
  }

  get #shiftBytes(): bigint {
    return this.#context.mark ? BigInt(SHADOW_PAGES) * 65_536n : 0n;
  }

  #shifted(local: number): number[] {
    const shift = sleb(this.#shiftBytes);
    return this.#context.memory64
      ? [OP.localGet, local, OP.i64Const, ...shift, OP.i64Add]
      : [OP.localGet, local, OP.i32Const, ...shift, OP.i32Add];
  }

  /** Traps as the engine does unless [start, start + length) lies in the canister's memory. Scratch: local 3. */
  #checkRange(start: number, length: number, lengthType = this.#address): number[] {
    const pages = [OP.memorySize, 0, ...(this.#context.memory64 ? [] : [OP.i64ExtendI32U])];
    const size = [...pages, OP.i64Const, 16, OP.i64Shl, OP.i64Const, ...sleb(this.#shiftBytes), OP.i64Sub];
    const end = wide(lengthType, length);
    return [
      ...[...end, ...size, OP.localTee, 3, OP.i64GtU, OP.if, VOID, ...this.#trapOutOfBounds(), OP.end],
      ...[...wide(this.#address, start), OP.localGet, 3, ...end, OP.i64Sub, OP.i64GtU],
      ...[OP.if, VOID, ...this.#trapOutOfBounds(), OP.end],
    ];
  }

  /** Marks the pages of a checked range. Scratch: locals 4 and 5 (first and last page). */
  #markRange(start: number, length: number, lengthType = this.#address): number[] {
    if (!this.#context.mark) return [];
    const from = wide(this.#address, start);
    const narrow = this.#context.memory64 ? [] : [OP.i32WrapI64];
    const page = [OP.i64Const, 12, OP.i64ShrU];
    const store = [OP.i32Const, 1, OP.i32Store8, 0, 0];
    return [
      ...[...wide(lengthType, length), OP.i64Eqz, 0x45, OP.if, VOID],
      ...[...from, ...page, OP.localTee, 4, ...narrow, ...store],
      ...[...from, ...wide(lengthType, length), OP.i64Add, OP.i64Const, 1, OP.i64Sub, ...page],
      ...[OP.localTee, 5, ...narrow, ...store],
      ...[OP.localGet, 5, OP.localGet, 4, OP.i64Sub, OP.i64Const, 1, OP.i64GtU, OP.if, VOID],
      ...[OP.localGet, 4, OP.i64Const, 1, OP.i64Add, ...narrow, OP.i32Const, 1],
      ...[OP.localGet, 5, OP.localGet, 4, OP.i64Sub, OP.i64Const, 1, OP.i64Sub, ...narrow],
      ...[OP.misc, MISC_OP.memoryFill, 0, OP.end, OP.end],
    ];
  }

  #checkDropped(flag: number | undefined, trap: readonly number[]): number[] {
    if (flag === undefined) return [];
    return [
      ...[OP.globalGet, ...uleb(flag), OP.if, VOID, OP.localGet, 1, OP.localGet, 2, OP.i32Or],
      ...[OP.if, VOID, ...trap, OP.end, OP.end],
    ];
  }

  /** A fill that cannot fit, so that the engine's own message is given. */
  #trapOutOfBounds(): number[] {
    const constant = this.#context.memory64 ? OP.i64Const : OP.i32Const;
    return [constant, 0x7f, OP.i32Const, 0, constant, 0x7f, OP.misc, MISC_OP.memoryFill, 0];
  }
}

/** Traps when the counter is below zero. */
export function outOfInstructions(counter: number): number[] {
  return [
    ...[OP.globalGet, ...uleb(counter), OP.i64Const, 0, OP.i64LtS],
    ...[OP.if, VOID, OP.unreachable, OP.end],
  ];
}

/** Unsigned LEB128. */
export function uleb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** Signed LEB128. */
export function sleb(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest < -64n || rest > 63n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest & 127n)];
}

/** A local as i64, not negative. */
function wide(type: number, local: number): number[] {
  return type === i64 ? [OP.localGet, local] : [OP.localGet, local, OP.i64ExtendI32U];
}
