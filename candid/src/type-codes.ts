/** Type codes of the binary format. Source: Candid specification, "Binary format", "Types". */
export const TYPE_CODE = {
  null: -1,
  bool: -2,
  nat: -3,
  int: -4,
  nat8: -5,
  nat16: -6,
  nat32: -7,
  nat64: -8,
  int8: -9,
  int16: -10,
  int32: -11,
  int64: -12,
  float32: -13,
  float64: -14,
  text: -15,
  reserved: -16,
  empty: -17,
  opt: -18,
  vec: -19,
  record: -20,
  variant: -21,
  func: -22,
  service: -23,
  principal: -24,
} as const;

/** Bytes of a value of each primitive type, by minus its code; 0 where the value itself tells its length, or has none. */
export const FIXED_BYTES: readonly number[] = [0, 0, 1, 0, 0, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8, 0, 0, 0];
