import { addConv } from './conv';
import { addGemm } from './gemm';
import { addMatMul } from './matmul';

/** Matrix products, convolution, pooling, attention, quantised and recurrent operators. */
export function addNetwork(): void {
  addMatMul();
  addGemm();
  addConv();
}
