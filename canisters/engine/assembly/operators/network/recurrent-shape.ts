import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/** Sizes of a recurrent operator and where its rows lie. */
export class RecurrentShape {
  steps: i32 = 0;
  batch: i32 = 0;
  width: i32 = 0;
  hidden: i32 = 0;
  directions: i32 = 1;
  /** The first direction walks backwards. */
  isReverse: bool = false;
  /** Batches stand before steps. */
  isBatchFirst: bool = false;

  /** Reads shapes and attributes and sets the outputs; `gates` blocks of weights, `states` outputs of last states. False: refused. */
  read(node: Node, gates: i32, states: i32): bool {
    const x = node.input(0);
    const w = node.input(1);
    const r = node.input(2);
    for (let index = 0; index < node.inputs.length; index++) {
      if (!node.hasInput(index)) continue;
      const expected = index == 4 ? DataType.INT32 : DataType.FLOAT;
      if (node.input(index).type == expected) continue;
      node.refuseType(node.input(index));
      return false;
    }
    const direction = node.text('direction', 'forward');
    this.directions = direction == 'bidirectional' ? 2 : 1;
    this.isReverse = direction == 'reverse';
    if (direction != 'forward' && this.directions == 1 && !this.isReverse) {
      node.refuse(RefusalCode.INVALID_INPUT, 'direction is ' + direction);
      return false;
    }
    this.isBatchFirst = node.int('layout', 0) != 0;
    if (x.rank != 3 || w.rank != 3 || r.rank != 3) return this.wrong(node);
    this.steps = x.dim(this.isBatchFirst ? 1 : 0);
    this.batch = x.dim(this.isBatchFirst ? 0 : 1);
    this.width = x.dim(2);
    this.hidden = r.dim(2);
    const rows = <i64>gates * <i64>this.hidden;
    if (!isShape(w, this.directions, rows, this.width) || !isShape(r, this.directions, rows, this.hidden)) {
      return this.wrong(node);
    }
    if (node.hasInput(3) && !isMatrix(node.input(3), this.directions, 2 * rows)) return this.wrong(node);
    if (node.hasInput(4) && node.input(4).size != this.batch) return this.wrong(node);
    for (let index = 5; index < 5 + states; index++) {
      if (node.hasInput(index) && !this.isState(node.input(index))) return this.wrong(node);
    }
    const peepholes = 3 * <i64>this.hidden;
    if (node.hasInput(7) && !isMatrix(node.input(7), this.directions, peepholes)) return this.wrong(node);
    const hidden = node.int('hidden_size', this.hidden);
    if (hidden != <i64>this.hidden) return this.wrong(node);
    return this.setOutputs(node, states);
  }

  /** Row of the input for a step and a batch. */
  inputRow(step: i32, batch: i32): i32 {
    return this.isBatchFirst ? batch * this.steps + step : step * this.batch + batch;
  }

  /** Row of the output of all steps. */
  outputRow(step: i32, direction: i32, batch: i32): i32 {
    return this.isBatchFirst
      ? (batch * this.steps + step) * this.directions + direction
      : (step * this.directions + direction) * this.batch + batch;
  }

  /** Row of a first or last state. */
  stateRow(direction: i32, batch: i32): i32 {
    return this.isBatchFirst ? batch * this.directions + direction : direction * this.batch + batch;
  }

  private isState(tensor: Tensor): bool {
    return this.isBatchFirst
      ? isShape(tensor, this.batch, <i64>this.directions, this.hidden)
      : isShape(tensor, this.directions, <i64>this.batch, this.hidden);
  }

  private setOutputs(node: Node, states: i32): bool {
    if (node.hasOutput(0)) {
      const y = node.output(0);
      y.beginShape(DataType.FLOAT, 4);
      y.setDim(0, this.isBatchFirst ? this.batch : this.steps);
      y.setDim(1, this.isBatchFirst ? this.steps : this.directions);
      y.setDim(2, this.isBatchFirst ? this.directions : this.batch);
      y.setDim(3, this.hidden);
      if (node.ready(y) != Prepared.READY) return false;
    }
    for (let index = 1; index <= states; index++) {
      if (!node.hasOutput(index)) continue;
      const state = node.output(index);
      state.beginShape(DataType.FLOAT, 3);
      state.setDim(0, this.isBatchFirst ? this.batch : this.directions);
      state.setDim(1, this.isBatchFirst ? this.directions : this.batch);
      state.setDim(2, this.hidden);
      if (node.ready(state) != Prepared.READY) return false;
    }
    return true;
  }

  private wrong(node: Node): bool {
    let shapes = '';
    for (let index = 0; index < node.inputs.length; index++) {
      shapes += (index > 0 ? ', ' : '') + (node.hasInput(index) ? node.input(index).shapeText() : 'none');
    }
    node.refuse(RefusalCode.INVALID_INPUT, 'the shapes of the inputs do not fit each other: ' + shapes);
    return false;
  }
}

function isShape(tensor: Tensor, first: i32, second: i64, third: i32): bool {
  return tensor.rank == 3 && tensor.dim(0) == first && <i64>tensor.dim(1) == second && tensor.dim(2) == third;
}

function isMatrix(tensor: Tensor, first: i32, second: i64): bool {
  return tensor.rank == 2 && tensor.dim(0) == first && <i64>tensor.dim(1) == second;
}
