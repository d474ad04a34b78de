import { addAveragePool } from './average-pool';
import { addConv } from './conv';
import { addGemm } from './gemm';
import { addGlobalPool } from './global-pool';
import { addMatMul } from './matmul';
import { addMaxPool } from './max-pool';

/** Matrix products, convolution, pooling, attention, quantised and recurrent operators. */
export function addNetwork(): void {
  addMatMul();
  addGemm();
  addConv();
  addMaxPool();
  addAveragePool();
  addGlobalPool();
}
