import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { fourier, fourierScratch, prepareFourier } from '../../kernels/fourier';
import { fourierCost } from './fourier-transform';

class FrameState extends State {
  step: i32 = 0;
  frames: i32 = 0;
  length: i32 = 0;
  bins: i32 = 0;
  /** Numbers of an element: 1 real, 2 complex. */
  parts: i32 = 0;
}

/** Fourier transforms of windows that slide over a signal, in double precision. Source: ONNX, STFT (17). */
export function addShortTimeFourier(): void {
  addOperator('', 'STFT', new Operator(17, 2, 4, prepare, run));
}

function prepare(node: Node): i32 {
  const signal = node.input(0);
  if (signal.type != DataType.FLOAT && signal.type != DataType.DOUBLE) return node.refuseType(signal);
  for (let index = 1; index < 4; index += 2) {
    if (!node.hasInput(index)) continue;
    const given = node.input(index);
    if (given.type != DataType.INT64 && given.type != DataType.INT32) return node.refuseType(given);
    if (given.size != 1)
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected one number, got ' + given.shapeText());
    if (!given.isValueKnown) return Prepared.WAITS;
  }
  const parts = signal.rank == 3 ? signal.dim(2) : 0;
  if (parts != 1 && parts != 2)
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected signals of real or complex numbers, got ' + signal.shapeText(),
    );
  const isOneSided = node.int('onesided', 1) != 0;
  if (parts == 2 && isOneSided)
    return node.refuse(RefusalCode.INVALID_INPUT, 'one side of a complex signal does not tell the other');
  let length: i64 = signal.dim(1);
  if (node.hasInput(3)) length = node.input(3).intAt(0);
  else if (node.hasInput(2)) length = node.input(2).size;
  if (node.hasInput(2) && (node.input(2).type != signal.type || node.input(2).size != length))
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a window of ' + length.toString() + ' elements');
  const step = node.input(1).intAt(0);
  if (step < 1 || step > <i64>i32.MAX_VALUE || length < 1 || length > <i64>signal.dim(1)) {
    const numbers = step.toString() + ' and ' + length.toString();
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected a step and a length within the signal, got ' + numbers,
    );
  }
  const state = node.state === null ? new FrameState() : changetype<FrameState>(node.state);
  node.state = state;
  state.step = <i32>step;
  state.length = <i32>length;
  state.parts = parts;
  state.frames = 1 + (signal.dim(1) - state.length) / state.step;
  state.bins = isOneSided ? state.length / 2 + 1 : state.length;
  const output = node.output(0);
  output.beginShape(signal.type, 4);
  output.setDim(0, signal.dim(0));
  output.setDim(1, state.frames);
  output.setDim(2, state.bins);
  output.setDim(3, 2);
  node.scratchSize = fourierScratch(state.length) + ((<usize>state.length) << 4);
  node.cost = fourierCost(state.length) * <f64>signal.dim(0) * <f64>state.frames + 300;
  return node.ready(output);
}

function run(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) transform<f32>(node);
  else transform<f64>(node);
}

function transform<T>(node: Node): void {
  const state = changetype<FrameState>(node.state!);
  const signal = node.input(0);
  const window = node.hasInput(2) ? node.input(2).data : 0;
  const data = node.scratch;
  const turns = data + ((<usize>state.length) << 4);
  const size = <usize>state.parts * sizeof<T>();
  prepareFourier(turns, state.length, false);
  let to = node.output(0).data;
  for (let batch = 0; batch < signal.dim(0); batch++) {
    for (let frame = 0; frame < state.frames; frame++) {
      let from = signal.data + <usize>(batch * signal.dim(1) + frame * state.step) * size;
      for (let at: usize = 0; at < <usize>state.length; at++) {
        const weight: f64 = window != 0 ? <f64>load<T>(window + at * sizeof<T>()) : 1;
        store<f64>(data + (at << 4), <f64>load<T>(from) * weight);
        store<f64>(data + (at << 4), state.parts == 2 ? <f64>load<T>(from, sizeof<T>()) * weight : 0, 8);
        from += size;
      }
      fourier(data, state.length, turns);
      for (let number: usize = 0; number < (<usize>state.bins) << 1; number++) {
        store<T>(to, <T>load<f64>(data + (number << 3)));
        to += sizeof<T>();
      }
    }
  }
}
