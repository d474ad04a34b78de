import { Tensor } from '../../core/tensor';

/** Instructions to write a tensor by copies of so many blocks, estimated. */
export function copyCost(output: Tensor, blocks: i32): f64 {
  return 60 + 70 * <f64>blocks + 0.45 * <f64>output.byteSize;
}
