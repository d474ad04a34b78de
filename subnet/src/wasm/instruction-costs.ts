/**
 * What one WebAssembly instruction costs on the IC.
 * Source: dfinity/ic, rs/embedders/src/wasm_utils/instrumentation.rs, `instruction_to_cost` (the version built on
 * the `wirm` library, with SIMD weights and separate 64-bit weights; reviewed November 2026).
 */
export const INSTRUCTION_COSTS_VERSION = 'ic-2026-1';

/** Charged at the start of each function beside its first block, so that an empty one is not free. */
export const FUNCTION_COST = 1;

/** What a memory access costs where the memory is 64-bit (1 where it is 32-bit). */
export const MEMORY64_ACCESS_COST = 2;

type CostRule = readonly [from: number, to: number, cost: number];

/** Opcodes of one byte that do not cost 1, in inclusive ranges. */
const CORE: readonly CostRule[] = [
  [0x02, 0x03, 0],
  [0x04, 0x04, 2],
  [0x05, 0x05, 0],
  [0x0b, 0x0b, 0],
  [0x0c, 0x0e, 2],
  [0x10, 0x10, 5],
  [0x11, 0x11, 10],
  [0x12, 0x12, 3],
  [0x13, 0x13, 60],
  [0x23, 0x24, 2],
  [0x25, 0x26, 5],
  [0x3f, 0x3f, 20],
  [0x40, 0x40, 300],
  [0x5b, 0x66, 3],
  [0x6d, 0x70, 10],
  [0x7f, 0x82, 10],
  [0x8d, 0x90, 2],
  [0x91, 0x91, 5],
  [0x92, 0x94, 2],
  [0x95, 0x95, 3],
  [0x96, 0x97, 18],
  [0x98, 0x98, 2],
  [0x9b, 0x9e, 2],
  [0x9f, 0x9f, 8],
  [0xa0, 0xa2, 2],
  [0xa3, 0xa3, 5],
  [0xa4, 0xa5, 18],
  [0xa6, 0xa6, 3],
  [0xa8, 0xab, 20],
  [0xae, 0xb1, 20],
  [0xb2, 0xb2, 3],
  [0xb3, 0xb3, 16],
  [0xb4, 0xb4, 3],
  [0xb5, 0xb5, 16],
  [0xb7, 0xb7, 3],
  [0xb8, 0xb8, 16],
  [0xb9, 0xb9, 3],
  [0xba, 0xba, 16],
  [0xd1, 0xd1, 5],
  [0xd2, 0xd2, 130],
];

/** Opcodes behind the prefix 0xfc that do not cost 1. */
const MISC: readonly CostRule[] = [
  [0, 7, 20],
  [8, 8, 100],
  [9, 9, 300],
  [10, 12, 100],
  [13, 13, 300],
  [14, 14, 100],
  [15, 15, 300],
  [16, 17, 100],
];

/** Opcodes behind the prefix 0xfd that do not cost 1. */
const SIMD: readonly CostRule[] = [
  [13, 13, 3],
  [38, 38, 2],
  [40, 40, 2],
  [48, 48, 2],
  [50, 50, 2],
  [58, 58, 2],
  [60, 60, 2],
  [98, 98, 3],
  [103, 106, 2],
  [107, 108, 3],
  [109, 109, 2],
  [116, 117, 2],
  [122, 122, 2],
  [125, 125, 2],
  [127, 127, 3],
  [139, 141, 2],
  [148, 148, 2],
  [157, 157, 2],
  [159, 159, 2],
  [171, 173, 2],
  [181, 181, 2],
  [188, 191, 2],
  [203, 203, 2],
  [204, 204, 3],
  [205, 205, 2],
  [213, 213, 4],
  [224, 225, 2],
  [227, 227, 5],
  [228, 230, 2],
  [231, 231, 10],
  [232, 233, 4],
  [236, 237, 2],
  [239, 239, 14],
  [240, 242, 2],
  [243, 243, 12],
  [244, 244, 4],
  [245, 245, 5],
  [248, 248, 2],
  [249, 249, 4],
  [251, 251, 4],
  [252, 252, 2],
  [253, 253, 3],
];

/** Cost of each one-byte opcode; memory accesses at their 32-bit weight. */
export const CORE_COST: Uint16Array = table(CORE);

/** Cost of each opcode behind the prefix 0xfc, without what is charged for each byte or element. */
export const MISC_COST: Uint16Array = table(MISC);

/** Cost of each opcode behind the prefix 0xfd; memory accesses at their 32-bit weight. */
export const SIMD_COST: Uint16Array = table(SIMD);

function table(rules: readonly CostRule[]): Uint16Array {
  const costs = new Uint16Array(256).fill(1);
  for (const [from, to, cost] of rules) costs.fill(cost, from, to + 1);
  return costs;
}
