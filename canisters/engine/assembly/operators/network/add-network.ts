import { addAttention } from './attention';
import { addAveragePool } from './average-pool';
import { addCausalConv } from './causal-conv';
import { addConv } from './conv';
import { addConvInteger } from './conv-integer';
import { addConvTranspose } from './conv-transpose';
import { addDeformConv } from './deform-conv';
import { addDynamicQuantize } from './dynamic-quantize';
import { addFlexAttention } from './flex-attention';
import { addGemm } from './gemm';
import { addGlobalPool } from './global-pool';
import { addLinearAttention } from './linear-attention';
import { addMatMul } from './matmul';
import { addMatMulInteger } from './matmul-integer';
import { addMaxPool } from './max-pool';
import { addMaxUnpool } from './max-unpool';
import { addQuantizeLinear } from './quantize-linear';
import { addRecurrent } from './recurrent';
import { addRotaryEmbedding } from './rotary-embedding';

/** Matrix products, convolution, pooling, attention, quantised and recurrent operators. */
export function addNetwork(): void {
  addMatMul();
  addGemm();
  addConv();
  addMaxPool();
  addAveragePool();
  addGlobalPool();
  addQuantizeLinear();
  addDynamicQuantize();
  addMatMulInteger();
  addConvInteger();
  addConvTranspose();
  addDeformConv();
  addMaxUnpool();
  addAttention();
  addFlexAttention();
  addRotaryEmbedding();
  addLinearAttention();
  addCausalConv();
  addRecurrent();
}
