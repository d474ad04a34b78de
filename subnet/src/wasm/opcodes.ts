/** What follows an opcode in the binary format. Source: WebAssembly Core Specification, "Instructions" (binary). */
export const IMMEDIATE = {
  illegal: 0,
  none: 1,
  /** One LEB128 number: an index or a 32- or 64-bit constant. */
  leb: 2,
  blockType: 3,
  brTable: 4,
  /** Type index and table index. */
  twoLeb: 5,
  memarg: 6,
  bytes4: 7,
  bytes8: 8,
  bytes16: 9,
  lane: 10,
  memargLane: 11,
  selectTypes: 12,
  misc: 13,
  simd: 14,
} as const;

type Range = readonly [from: number, to: number];

const I = IMMEDIATE;

/** Kind of immediate of each one-byte opcode: MVP, sign extension, reference types, bulk memory, tail calls, SIMD. */
export const CORE_IMMEDIATE: Uint8Array = immediates([
  [I.none, [0x00, 0x01], [0x05, 0x05], [0x0b, 0x0b], [0x0f, 0x0f], [0x1a, 0x1b], [0x45, 0xc4], [0xd1, 0xd1]],
  [I.blockType, [0x02, 0x04]],
  [I.leb, [0x0c, 0x0d], [0x10, 0x10], [0x12, 0x12], [0x20, 0x26], [0x3f, 0x42], [0xd0, 0xd0], [0xd2, 0xd2]],
  [I.brTable, [0x0e, 0x0e]],
  [I.twoLeb, [0x11, 0x11], [0x13, 0x13]],
  [I.selectTypes, [0x1c, 0x1c]],
  [I.memarg, [0x28, 0x3e]],
  [I.bytes4, [0x43, 0x43]],
  [I.bytes8, [0x44, 0x44]],
  [I.misc, [0xfc, 0xfc]],
  [I.simd, [0xfd, 0xfd]],
]);

/** Kind of immediate behind the prefix 0xfc: saturating conversions, bulk memory, tables. */
export const MISC_IMMEDIATE: Uint8Array = immediates([
  [I.none, [0, 7]],
  [I.leb, [9, 9], [11, 11], [13, 13], [15, 17]],
  [I.twoLeb, [8, 8], [10, 10], [12, 12], [14, 14]],
]);

/** Kind of immediate behind the prefix 0xfd: 128-bit SIMD without the relaxed instructions. */
export const SIMD_IMMEDIATE: Uint8Array = immediates([
  [I.none, [14, 20], [35, 83], [94, 153], [155, 161], [163, 164], [167, 174], [177, 177], [181, 186]],
  [I.none, [188, 193], [195, 196], [199, 206], [209, 209], [213, 225], [227, 237], [239, 255]],
  [I.memarg, [0, 11], [92, 93]],
  [I.bytes16, [12, 13]],
  [I.lane, [21, 34]],
  [I.memargLane, [84, 91]],
]);

/** How many operands each one-byte opcode takes, where that is fixed. */
export const CORE_POPS: Uint8Array = counts([
  [1, [0x04, 0x04], [0x0d, 0x0e], [0x1a, 0x1a], [0x21, 0x22], [0x24, 0x25], [0x28, 0x35], [0x40, 0x40]],
  [1, [0x45, 0x45], [0x50, 0x50], [0x67, 0x69], [0x79, 0x7b], [0x8b, 0x91], [0x99, 0x9f], [0xa7, 0xc4]],
  [1, [0xd1, 0xd1]],
  [2, [0x26, 0x26], [0x36, 0x3e], [0x46, 0x4f], [0x51, 0x66], [0x6a, 0x78], [0x7c, 0x8a], [0x92, 0x98]],
  [2, [0xa0, 0xa6]],
  [3, [0x1b, 0x1c]],
]);

/** How many results each one-byte opcode leaves, where that is fixed. */
export const CORE_PUSHES: Uint8Array = counts([
  [1, [0x1b, 0x1c], [0x20, 0x20], [0x22, 0x23], [0x25, 0x25], [0x28, 0x35], [0x3f, 0xc4], [0xd0, 0xd2]],
]);

/** Operands behind the prefix 0xfc. */
export const MISC_POPS: Uint8Array = counts([
  [1, [0, 7]],
  [2, [15, 15]],
  [3, [8, 8], [10, 12], [14, 14], [17, 17]],
]);

/** Results behind the prefix 0xfc. */
export const MISC_PUSHES: Uint8Array = counts([[1, [0, 7], [15, 16]]]);

/** Operands behind the prefix 0xfd. */
export const SIMD_POPS: Uint8Array = counts([
  [2, [11, 11], [13, 14], [35, 76], [78, 81], [84, 91], [101, 102], [107, 115], [118, 121], [123, 123]],
  [2, [130, 130], [133, 134], [139, 147], [149, 159], [171, 191], [203, 223], [228, 235], [240, 247]],
  [2, [23, 23], [26, 26], [28, 28], [30, 30], [32, 32], [34, 34]],
  [3, [82, 82]],
  [1, [0, 10], [15, 22], [24, 25], [27, 27], [29, 29], [31, 31], [33, 33], [77, 77], [83, 83], [92, 100]],
  [1, [103, 106], [116, 117], [122, 122], [124, 129], [131, 132], [135, 138], [148, 148], [160, 170]],
  [1, [192, 202], [224, 227], [236, 239], [248, 255]],
]);

/** Results behind the prefix 0xfd. */
export const SIMD_PUSHES: Uint8Array = counts([[1, [0, 10], [12, 87], [92, 255]]]);

/** The opcodes that the pass itself reads or writes. */
export const OP = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  returnCallIndirect: 0x13,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  tableGet: 0x25,
  tableSet: 0x26,
  i32Load: 0x28,
  i32Store: 0x36,
  i64Store32: 0x3e,
  i32Store8: 0x3a,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32Ne: 0x47,
  i32GtU: 0x4b,
  i64Eqz: 0x50,
  i64Ne: 0x52,
  i64LtS: 0x53,
  i64GtS: 0x55,
  i64GtU: 0x56,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Or: 0x72,
  i32And: 0x71,
  i32ShrU: 0x76,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64And: 0x83,
  i64Shl: 0x86,
  i64ShrU: 0x88,
  i32WrapI64: 0xa7,
  i64ExtendI32S: 0xac,
  i64ExtendI32U: 0xad,
  refNull: 0xd0,
  refFunc: 0xd2,
  misc: 0xfc,
  simd: 0xfd,
} as const;

/** Opcodes behind the prefix 0xfc that the pass changes. */
export const MISC_OP = {
  memoryInit: 8,
  dataDrop: 9,
  memoryCopy: 10,
  memoryFill: 11,
  tableInit: 12,
  elemDrop: 13,
  tableCopy: 14,
  tableGrow: 15,
  tableSize: 16,
  tableFill: 17,
} as const;

/** Bytes that denote value types. */
export const TYPE = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
} as const;

/** The block type without parameters and results. */
export const VOID = 0x40;

function immediates(rules: readonly (readonly [kind: number, ...ranges: readonly Range[]])[]): Uint8Array {
  return counts(rules);
}

function counts(rules: readonly (readonly [value: number, ...ranges: readonly Range[]])[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const [value, ...ranges] of rules) {
    for (const [from, to] of ranges) table.fill(value, from, to + 1);
  }
  return table;
}
