import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { AxisState } from './softmax';

/** Divides by a power of the squares of the channels around. Source: ONNX, LRN (1, 13). */
export function addLocalResponse(): void {
  addOperator('', 'LRN', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  const size = node.int('size', 0);
  if (input.rank < 2 || size < 1)
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected channels and a size of 1 at least, got ' + size.toString(),
    );
  node.output(0).shapeLike(input, input.type);
  const state = node.state === null ? new AxisState() : changetype<AxisState>(node.state);
  node.state = state;
  state.outer = input.dim(0);
  state.count = input.dim(1);
  state.inner = input.sizeOf(2, input.rank);
  const window = <f64>min<i64>(size, state.count);
  node.cost =
    <f64>input.size *
      (node.float('beta', 0.75) == 0.75 && input.type == DataType.FLOAT
        ? window * 6 + 14
        : window * 22 + 250) +
    200;
  return Prepared.READY;
}

function run(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) respond<f32>(node);
  else respond<f64>(node);
}

function respond<T>(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  const size = <i32>min<i64>(node.int('size', 1), i32.MAX_VALUE);
  const before = (size - 1) / 2;
  const after = size - 1 - before;
  const share = <T>node.float('alpha', 0.0001) / <T>size;
  const beta = <f64>node.float('beta', 0.75);
  const bias = <T>node.float('bias', 1);
  const stride = <usize>state.inner * sizeof<T>();
  let to = node.output(0).data;
  for (let outer = 0; outer < state.outer; outer++) {
    const block = node.input(0).data + <usize>(outer * state.count) * stride;
    for (let channel = 0; channel < state.count; channel++) {
      const first = block + <usize>max(0, channel - before) * stride;
      const last = block + <usize>(channel + min(after, state.count - 1 - channel)) * stride;
      let at: usize = 0;
      if (sizeof<T>() == 4 && beta == 0.75) {
        const centre = block + <usize>channel * stride;
        const whole = stride & ~15;
        respondByVectors(first, last, stride, centre, to, whole, <f32>share, <f32>bias);
        at = whole;
        to += whole;
      }
      for (; at < stride; at += sizeof<T>()) {
        let sum = <T>0;
        for (let from = first + at; from <= last + at; from += stride) sum += load<T>(from) * load<T>(from);
        const x = load<T>(block + <usize>channel * stride + at);
        store<T>(to, x / raise<T>(bias + share * sum, beta));
        to += sizeof<T>();
      }
    }
  }
}

// Four neighbours of a channel at a time, each with the bits that it has alone.
function respondByVectors(
  first: usize,
  last: usize,
  stride: usize,
  centre: usize,
  to: usize,
  size: usize,
  share: f32,
  bias: f32,
): void {
  for (let at: usize = 0; at < size; at += 16) {
    let sum = f32x4.splat(0);
    for (let from = first + at; from <= last + at; from += stride) {
      const x = v128.load(from);
      sum = f32x4.add(sum, f32x4.mul(x, x));
    }
    const root = f32x4.sqrt(f32x4.add(f32x4.splat(bias), f32x4.mul(f32x4.splat(share), sum)));
    const power = f32x4.mul(root, f32x4.sqrt(root));
    v128.store(to + at, f32x4.div(v128.load(centre + at), power));
  }
}

// The common power needs two roots only.
function raise<T>(x: T, beta: f64): T {
  if (beta != 0.75) return <T>Math.pow(<f64>x, beta);
  const root = sqrt<T>(x);
  return root * sqrt<T>(root);
}
