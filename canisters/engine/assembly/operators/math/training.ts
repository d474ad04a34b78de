import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';

const DOMAIN: string = 'ai.onnx.preview.training';

/** One step of an optimiser for each tensor of a group. Source: ONNX, Adagrad, Adam and Momentum of the training preview (1). */
export function addTraining(): void {
  addOperator(DOMAIN, 'Adagrad', new Operator(1, 5, MANY, prepareTwo, runAdagrad));
  addOperator(DOMAIN, 'Momentum', new Operator(1, 5, MANY, prepareMomentum, runMomentum));
  addOperator(DOMAIN, 'Adam', new Operator(1, 6, MANY, prepareThree, runAdam));
}

function prepareMomentum(node: Node): i32 {
  const mode = node.text('mode', 'standard');
  if (mode != 'standard' && mode != 'nesterov')
    return node.refuse(RefusalCode.MALFORMED, 'expected mode standard or nesterov, got "' + mode + '"');
  return prepare(node, 2);
}

function prepareTwo(node: Node): i32 {
  return prepare(node, 2);
}

function prepareThree(node: Node): i32 {
  return prepare(node, 3);
}

// After the rate and the step stand the tensors, their gradients, and what is kept of earlier steps; the outputs are the tensors
// and what is kept, so that each group of inputs has as many members.
function prepare(node: Node, kept: i32): i32 {
  const rate = node.input(0);
  const step = node.input(1);
  const members = (node.inputs.length - 2) / (kept + 1);
  if (node.inputs.length != 2 + members * (kept + 1) || node.outputs.length > members * kept)
    return node.refuse(RefusalCode.MALFORMED, 'expected groups of as many tensors each');
  if (step.type != DataType.INT64) return node.refuseType(step);
  if (rate.size != 1 || step.size != 1)
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected one rate and one step');
  node.cost = 200;
  for (let index = 2; index < node.inputs.length; index++) {
    if (!node.hasInput(index)) return node.refuse(RefusalCode.MALFORMED, 'an input is missing');
    const input = node.input(index);
    if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
    const first = node.input(2 + ((index - 2) % members));
    if (!input.hasShapeOf(first) || input.type != first.type)
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected a gradient and a state of the shape ' + first.shapeText(),
      );
    node.cost += <f64>input.size * 30;
  }
  for (let index = 0; index < node.outputs.length; index++) {
    if (!node.hasOutput(index)) continue;
    const like = node.input(2 + (index % members));
    node.output(index).shapeLike(like, like.type);
  }
  return rate.type == DataType.FLOAT || rate.type == DataType.DOUBLE ? Prepared.READY : node.refuseType(rate);
}

function rateOf(node: Node): f64 {
  const rate = node.input(0);
  return rate.type == DataType.DOUBLE ? load<f64>(rate.data) : <f64>load<f32>(rate.data);
}

function read(node: Node, index: i32, at: i32): f64 {
  const input = node.input(index);
  if (input.type == DataType.DOUBLE) return load<f64>(input.data + ((<usize>at) << 3));
  return <f64>load<f32>(input.data + ((<usize>at) << 2));
}

function write(node: Node, index: i32, at: i32, value: f64): void {
  if (!node.hasOutput(index)) return;
  const output = node.output(index);
  if (output.type == DataType.DOUBLE) store<f64>(output.data + ((<usize>at) << 3), value);
  else store<f32>(output.data + ((<usize>at) << 2), <f32>value);
}

function runAdagrad(node: Node): void {
  const members = (node.inputs.length - 2) / 3;
  const rate = rateOf(node) / (1 + <f64>node.input(1).intAt(0) * <f64>node.float('decay_factor', 0));
  const decay = <f64>node.float('norm_coefficient', 0);
  const epsilon = <f64>node.float('epsilon', 1e-6);
  for (let member = 0; member < members; member++) {
    for (let at = 0; at < node.input(2 + member).size; at++) {
      const x = read(node, 2 + member, at);
      const gradient = decay * x + read(node, 2 + members + member, at);
      const squares = read(node, 2 + 2 * members + member, at) + gradient * gradient;
      write(node, member, at, x - (rate * gradient) / (Math.sqrt(squares) + epsilon));
      write(node, members + member, at, squares);
    }
  }
}

function runMomentum(node: Node): void {
  const members = (node.inputs.length - 2) / 3;
  const rate = rateOf(node);
  const decay = <f64>node.float('norm_coefficient', 0);
  const alpha = <f64>node.float('alpha', 0);
  const beta = node.input(1).intAt(0) > 0 ? <f64>node.float('beta', 0) : 1;
  const isNesterov = node.text('mode', 'standard') == 'nesterov';
  for (let member = 0; member < members; member++) {
    for (let at = 0; at < node.input(2 + member).size; at++) {
      const x = read(node, 2 + member, at);
      const gradient = decay * x + read(node, 2 + members + member, at);
      const speed = alpha * read(node, 2 + 2 * members + member, at) + beta * gradient;
      write(node, member, at, x - rate * (isNesterov ? gradient + alpha * speed : speed));
      write(node, members + member, at, speed);
    }
  }
}

function runAdam(node: Node): void {
  const members = (node.inputs.length - 2) / 4;
  const step = <f64>node.input(1).intAt(0);
  const alpha = <f64>node.float('alpha', 0.9);
  const beta = <f64>node.float('beta', 0.999);
  const epsilon = <f64>node.float('epsilon', 1e-6);
  const decay = <f64>node.float('norm_coefficient', 0);
  const kept = 1 - <f64>node.float('norm_coefficient_post', 0);
  let rate = rateOf(node);
  if (step > 0) rate *= Math.sqrt(1 - Math.pow(beta, step)) / (1 - Math.pow(alpha, step));
  for (let member = 0; member < members; member++) {
    for (let at = 0; at < node.input(2 + member).size; at++) {
      const x = read(node, 2 + member, at);
      const gradient = decay * x + read(node, 2 + members + member, at);
      const speed = alpha * read(node, 2 + 2 * members + member, at) + (1 - alpha) * gradient;
      const squares = beta * read(node, 2 + 3 * members + member, at) + (1 - beta) * gradient * gradient;
      write(node, member, at, kept * (x - rate * (speed / (Math.sqrt(squares) + epsilon))));
      write(node, members + member, at, speed);
      write(node, 2 * members + member, at, squares);
    }
  }
}
