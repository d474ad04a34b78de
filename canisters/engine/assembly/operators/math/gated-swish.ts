import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { sigmoid4 } from '../../kernels/vector-math';
import { refuseMixture, refuseShapes } from './binary';

/** A gate's swish times a value. Source: ONNX, SwiGLU (28). */
export function addGatedSwish(): void {
  addOperator('', 'SwiGLU', new Operator(28, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const gate = node.input(0);
  const value = node.input(1);
  if (gate.type != DataType.FLOAT && gate.type != DataType.DOUBLE) return node.refuseType(gate);
  if (gate.type != value.type) return refuseMixture(node);
  if (!gate.hasShapeOf(value)) return refuseShapes(node, gate, value);
  node.output(0).shapeLike(gate, gate.type);
  node.cost = <f64>gate.size * (gate.type == DataType.FLOAT ? 42 : 150) + 60;
  return Prepared.READY;
}

function run(node: Node): void {
  let gate = node.input(0).data;
  let value = node.input(1).data;
  let to = node.output(0).data;
  const end = to + node.output(0).byteSize;
  const alpha = node.float('alpha', 1);
  if (node.input(0).type == DataType.DOUBLE) {
    for (; to < end; to += 8, gate += 8, value += 8) {
      const x = load<f64>(gate);
      store<f64>(to, (x / (1 + Math.exp(-(<f64>alpha) * x))) * load<f64>(value));
    }
    return;
  }
  const alphas = f32x4.splat(alpha);
  for (; to + 16 <= end; to += 16, gate += 16, value += 16) {
    const x = v128.load(gate);
    v128.store(to, f32x4.mul(f32x4.mul(x, sigmoid4(f32x4.mul(alphas, x))), v128.load(value)));
  }
  for (; to < end; to += 4, gate += 4, value += 4) {
    const x = v128.load32_zero(gate);
    const swished = f32x4.mul(x, sigmoid4(f32x4.mul(alphas, x)));
    v128.store_lane<f32>(to, f32x4.mul(swished, v128.load32_zero(value)), 0);
  }
}
