/** Types of metadata values by their number in a file. Source: ggml, docs/gguf.md, gguf_metadata_value_type. */
export const GGUF_VALUE_TYPE = {
  uint8: 0,
  int8: 1,
  uint16: 2,
  int16: 3,
  uint32: 4,
  int32: 5,
  float32: 6,
  bool: 7,
  string: 8,
  array: 9,
  uint64: 10,
  int64: 11,
  float64: 12,
} as const;

export type GgufItemType = Exclude<keyof typeof GGUF_VALUE_TYPE, 'array'>;
export type GgufItem = number | bigint | boolean | string;

/** A value of a file's metadata: one item or a list of items of one type. */
export type GgufValue =
  | { readonly type: GgufItemType; readonly value: GgufItem }
  | { readonly type: 'array'; readonly items: GgufItemType; readonly value: readonly GgufItem[] };

/** Metadata in the order of the file. */
export type GgufMetadata = Readonly<Record<string, GgufValue>>;

export function uint32(value: number): GgufValue {
  return { type: 'uint32', value };
}

export function float32(value: number): GgufValue {
  return { type: 'float32', value };
}

export function bool(value: boolean): GgufValue {
  return { type: 'bool', value };
}

export function string(value: string): GgufValue {
  return { type: 'string', value };
}

export function list(items: GgufItemType, value: readonly GgufItem[]): GgufValue {
  return { type: 'array', items, value };
}
