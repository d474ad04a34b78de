/** Types of tensors that are read. Source: ggml, ggml.h, ggml_type. */
export namespace TensorType {
  export const F32: u32 = 0;
  export const F16: u32 = 1;
  export const Q4_0: u32 = 2;
  export const Q8_0: u32 = 8;
}

/** Weights that share a scale in the types Q4_0 and Q8_0. */
export const BLOCK_WEIGHTS: i32 = 32;

const NAMES: StaticArray<string> = [
  'F32', 'F16', 'Q4_0', 'Q4_1', 'Q4_2', 'Q4_3', 'Q5_0', 'Q5_1', 'Q8_0', 'Q8_1', 'Q2_K', 'Q3_K', 'Q4_K', 'Q5_K', 'Q6_K', 'Q8_K',
  'IQ2_XXS', 'IQ2_XS', 'IQ3_XXS', 'IQ1_S', 'IQ4_NL', 'IQ3_S', 'IQ2_S', 'IQ4_XS', 'I8', 'I16', 'I32', 'I64', 'F64', 'IQ1_M', 'BF16',
]; // prettier-ignore

/** The name of a type as a refusal shows it. */
export function tensorTypeName(type: u32): string {
  return type < <u32>NAMES.length ? NAMES[type] : 'type ' + type.toString();
}

/** Weights of one block of the type, or 0 for a type that is not read. */
export function blockWeights(type: u32): u32 {
  if (type == TensorType.F32 || type == TensorType.F16) return 1;
  return type == TensorType.Q4_0 || type == TensorType.Q8_0 ? BLOCK_WEIGHTS : 0;
}

/** Bytes of one block in the file: a scale in half precision and the weights, or one number. */
export function blockBytes(type: u32): u32 {
  switch (type) {
    case TensorType.F32:
      return 4;
    case TensorType.F16:
      return 2;
    case TensorType.Q4_0:
      return 18;
    default:
      return 34;
  }
}

/** A tensor of the file. A matrix has `columns` numbers that follow each other in each of its `rows`; a vector has one row. */
export class TensorInfo {
  name: string = '';
  type: u32 = 0;
  rank: u32 = 0;
  columns: u64 = 0;
  rows: u64 = 0;
  /** From the start of the file. */
  offset: u64 = 0;
  /** Bytes in the file. */
  size: u64 = 0;

  /** Bytes of one row in the file. */
  get rowSize(): u64 {
    return (this.columns / blockWeights(this.type)) * blockBytes(this.type);
  }

  get shape(): string {
    return this.rank == 1
      ? '[' + this.columns.toString() + ']'
      : '[' + this.columns.toString() + ', ' + this.rows.toString() + ']';
  }
}
