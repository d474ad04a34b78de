import { Activation, activate } from '../../kernels/activate';
import { copyBytes } from '../../kernels/copy-bytes';
import { addProducts, addRows, blendRows, multiplyRows, oneLess } from '../../kernels/element-rows';
import { multiply } from '../../kernels/gemm';
import { RecurrentFunctions } from './recurrent-functions';

/**
 * One step of one sequence. `x` are the products of the input with all gates, which are overwritten; `product` those of the state;
 * `h` is the state, before and after.
 */
export class RecurrentCell {
  functions: RecurrentFunctions = new RecurrentFunctions();
  /** Functions that each direction has. */
  functionsOfDirection: i32 = 1;
  hidden: i32 = 0;
  /** Bound of what goes into the functions; 0 for none. */
  clip: f32 = 0;
  isLinearBeforeReset: bool = false;
  /** The forget gate of an LSTM is what the input gate leaves. */
  isCoupled: bool = false;
  direction: i32 = 0;
  /** Biases of the direction, those of the input before those of the state; 0 for none. */
  bias: usize = 0;
  /** Weights of the memory on the gates of the direction: input, output, forget; 0 for none. */
  peepholes: usize = 0;

  runRnn(x: usize, product: usize, h: usize): void {
    addRows(x, x, product, this.hidden);
    this.addBiases(x, 0, 1);
    this.apply(x, 1, 0);
    copyBytes(h, x, this.size);
  }

  /** `more` has room for a row; `candidate` are the panels of the third gate's weights. Gates: update, reset, candidate. */
  runGru(x: usize, product: usize, h: usize, more: usize, candidate: usize): void {
    const hidden = this.hidden;
    const size = this.size;
    const reset = x + size;
    const last = reset + size;
    const third = product + size * 2;
    addRows(x, x, product, hidden * 2);
    this.addBiases(x, 0, 3);
    this.addBiases(reset, 1, 3);
    this.apply(x, 2, 0);
    if (this.isLinearBeforeReset) {
      multiply(h, hidden, candidate, third, hidden, 1, hidden, hidden);
      if (this.bias != 0) {
        addRows(last, last, this.bias + size * 2, hidden);
        addRows(third, third, this.bias + size * 5, hidden);
      }
      addProducts(last, reset, third, hidden);
    } else {
      multiplyRows(more, reset, h, hidden);
      multiply(more, hidden, candidate, third, hidden, 1, hidden, hidden);
      addRows(last, last, third, hidden);
      this.addBiases(last, 2, 3);
    }
    this.apply(last, 1, 1);
    blendRows(h, x, h, last, hidden);
  }

  /** `c` is the memory, before and after. Gates: input, output, forget, candidate. */
  runLstm(x: usize, product: usize, h: usize, c: usize): void {
    const hidden = this.hidden;
    const size = this.size;
    const output = x + size;
    const forget = output + size;
    const candidate = forget + size;
    addRows(x, x, product, hidden * 4);
    for (let gate = 0; gate < 4; gate++) this.addBiases(x + <usize>gate * size, gate, 4);
    if (this.peepholes != 0) {
      addProducts(x, this.peepholes, c, hidden);
      addProducts(forget, this.peepholes + size * 2, c, hidden);
    }
    this.apply(x, 1, 0);
    if (this.isCoupled) oneLess(forget, x, hidden);
    else this.apply(forget, 1, 0);
    this.apply(candidate, 1, 1);
    multiplyRows(c, forget, c, hidden);
    addProducts(c, x, candidate, hidden);
    if (this.peepholes != 0) addProducts(output, this.peepholes + size, c, hidden);
    this.apply(output, 1, 0);
    copyBytes(h, c, size);
    this.applyFree(h, 2);
    multiplyRows(h, output, h, hidden);
  }

  private get size(): usize {
    return (<usize>this.hidden) << 2;
  }

  private addBiases(row: usize, gate: i32, gates: i32): void {
    if (this.bias == 0) return;
    addRows(row, row, this.bias + <usize>gate * this.size, this.hidden);
    addRows(row, row, this.bias + <usize>(gates + gate) * this.size, this.hidden);
  }

  // The bound is for the gates only; a memory is passed on as it is.
  private apply(row: usize, gates: i32, index: i32): void {
    if (this.clip > 0) activate(row, this.hidden * gates, Activation.CLIP, -this.clip, this.clip);
    for (let gate = 0; gate < gates; gate++) this.applyFree(row + <usize>gate * this.size, index);
  }

  private applyFree(row: usize, index: i32): void {
    const functions = this.functions;
    const at = this.direction * this.functionsOfDirection + index;
    activate(row, this.hidden, functions.kinds[at], functions.alphas[at], functions.betas[at]);
  }
}
