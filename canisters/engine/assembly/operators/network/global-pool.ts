import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { isPower, powerOf, powered, rooted } from './average-pool';

/**
 * Pooling over all spatial axes at once. Source: ONNX, GlobalAveragePool (1, 22), GlobalMaxPool (1, 22),
 * GlobalLpPool (1, 2, 22).
 */
export function addGlobalPool(): void {
  addOperator('', 'GlobalAveragePool', new Operator(1, 1, 1, prepare, runAverage));
  addOperator('', 'GlobalMaxPool', new Operator(1, 1, 1, prepare, runMax));
  addOperator('', 'GlobalLpPool', new Operator(1, 1, 1, prepareNorm, runNorm));
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  if (x.type != DataType.FLOAT && x.type != DataType.DOUBLE) return node.refuseType(x);
  if (x.rank < 3) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected at least one spatial axis, got the shape ' + x.shapeText(),
    );
  }
  const output = node.output(0);
  output.beginShape(x.type, x.rank);
  for (let axis = 0; axis < x.rank; axis++) output.setDim(axis, axis < 2 ? x.dim(axis) : 1);
  node.cost = <f64>x.size * (node.op == 'GlobalLpPool' ? 200 : 12) + <f64>(x.dim(0) * x.dim(1)) * 30;
  return node.ready(output);
}

function prepareNorm(node: Node): i32 {
  return isPower(node) ? prepare(node) : Prepared.REFUSED;
}

function runAverage(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) average<f32>(node);
  else average<f64>(node);
}

function runMax(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) largest<f32>(node);
  else largest<f64>(node);
}

function runNorm(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) norm<f32>(node, powerOf(node));
  else norm<f64>(node, powerOf(node));
}

function average<T>(node: Node): void {
  const places = node.input(0).sizeOf(2, node.input(0).rank);
  const end = node.output(0).data + node.output(0).byteSize;
  let from = node.input(0).data;
  for (let to = node.output(0).data; to < end; to += sizeof<T>()) {
    const last = from + <usize>places * sizeof<T>();
    let total: T = 0;
    for (; from < last; from += sizeof<T>()) total += load<T>(from);
    store<T>(to, <T>(total / <T>places));
  }
}

function largest<T>(node: Node): void {
  const places = node.input(0).sizeOf(2, node.input(0).rank);
  const end = node.output(0).data + node.output(0).byteSize;
  let from = node.input(0).data;
  for (let to = node.output(0).data; to < end; to += sizeof<T>()) {
    const last = from + <usize>places * sizeof<T>();
    let best: T = -Infinity;
    for (; from < last; from += sizeof<T>()) {
      const one = load<T>(from);
      if (one > best || one != one) best = one;
    }
    store<T>(to, best);
  }
}

function norm<T>(node: Node, power: f64): void {
  const places = node.input(0).sizeOf(2, node.input(0).rank);
  const end = node.output(0).data + node.output(0).byteSize;
  let from = node.input(0).data;
  for (let to = node.output(0).data; to < end; to += sizeof<T>()) {
    const last = from + <usize>places * sizeof<T>();
    let total: T = 0;
    for (; from < last; from += sizeof<T>()) total += powered<T>(load<T>(from), power);
    store<T>(to, rooted<T>(total, power));
  }
}
