import { ByteSource } from './byte-source';
import { GgufModel } from './gguf-model';
import { packPanel, readFloats } from './pack-rows';
import { PANEL_ROWS } from './panel-matrix';
import { readFile } from './read-file';
import { readShape } from './shape';
import { TensorInfo, TensorType } from './tensor-info';
import { readTokenizer } from './tokenizer/read-tokenizer';
import { Transformer } from './transformer';
import { PlannedTensor, WeightPlan } from './weight-plan';

const BUFFER_BYTES: u64 = 1 << 20;

// Instructions of reading and packing one weight, by the weights of the IC; measured with the subnet's metering.
const F32_COST: f64 = 13;
const F16_COST: f64 = 46;
const Q4_COST: f64 = 6;
const Q8_COST: f64 = 9;

/**
 * Brings a GGUF file into the heap, over as many messages as that takes: `openModel`, then `step` until it is true, then `model`.
 * The file must stay readable until then. Before the first step the model's sizes and costs are known, and no memory but the
 * vocabulary's is taken. `free` gives back everything of a load that is given up.
 */
export class ModelLoader {
  isDone: bool = false;
  private planned: Array<PlannedTensor>;
  private hasMemory: bool = false;
  private tensor: i32 = 0;
  private row: u64 = 0;
  private buffer: usize = 0;

  constructor(
    private source: ByteSource,
    public model: GgufModel,
    private plan: WeightPlan,
  ) {
    this.planned = plan.tensors;
  }

  /** Reads on until about `budget` instructions are spent, at least one piece of a tensor. True: the model is complete. */
  step(budget: f64): bool {
    if (!this.hasMemory) this.plan.allocate();
    this.hasMemory = true;
    let spent: f64 = 0;
    while (this.tensor < this.planned.length) {
      if (spent > 0 && spent + this.pieceCost() > budget) return false;
      spent += this.pieceCost();
      this.readPiece();
    }
    this.isDone = true;
    this.freeBuffer();
    return true;
  }

  /** Gives the model's memory back, too. */
  free(): void {
    this.freeBuffer();
    this.model.free();
  }

  private freeBuffer(): void {
    if (this.buffer != 0) heap.free(this.buffer);
    this.buffer = 0;
  }

  private pieceCost(): f64 {
    const planned = this.planned[this.tensor];
    const weights = <f64>pieceRows(planned) * <f64>planned.tensor.columns;
    switch (planned.tensor.type) {
      case TensorType.F32:
        return weights * F32_COST;
      case TensorType.F16:
        return weights * F16_COST;
      case TensorType.Q4_0:
        return weights * Q4_COST;
      default:
        return weights * Q8_COST;
    }
  }

  private readPiece(): void {
    const planned = this.planned[this.tensor];
    const tensor = planned.tensor;
    const rowSize = <usize>tensor.rowSize;
    const rows = <u64>min<u64>(pieceRows(planned), tensor.rows - this.row);
    const size = <usize>rows * rowSize;
    this.freeBuffer();
    this.buffer = heap.alloc(size);
    this.source.read(tensor.offset + this.row * <u64>rowSize, this.buffer, size);
    if (planned.matrix === null) readFloats(tensor.type, this.buffer, <i32>tensor.columns, planned.floats);
    else this.packRows(planned, tensor, <i32>rows);
    this.row += rows;
    if (this.row < tensor.rows) return;
    this.row = 0;
    this.tensor++;
  }

  private packRows(planned: PlannedTensor, tensor: TensorInfo, rows: i32): void {
    const matrix = planned.matrix!;
    const rowSize = <usize>tensor.rowSize;
    const panelSize = <usize>matrix.panelSize;
    let to = matrix.data + <usize>(this.row / PANEL_ROWS) * panelSize;
    let from = this.buffer;
    for (let row = 0; row < rows; row += PANEL_ROWS) {
      packPanel(tensor.type, from, rowSize, min(PANEL_ROWS, rows - row), matrix.columns, to);
      from += rowSize * PANEL_ROWS;
      to += panelSize;
    }
  }
}

/** Rows that are read at once: whole panels of about a megabyte. */
function pieceRows(planned: PlannedTensor): u64 {
  const panelBytes = planned.tensor.rowSize * PANEL_ROWS;
  return max<u64>(1, BUFFER_BYTES / panelBytes) * PANEL_ROWS;
}

/**
 * Reads the head of a file: its sizes, its tokens, the places of its tensors. The weights are read by the loader's steps.
 * Null: refused, and no memory is held. Bounds: heap, tokens and layers by limits.ts.
 */
export function openModel(source: ByteSource): ModelLoader | null {
  const file = readFile(source);
  if (file === null) return null;
  const shape = readShape(file.metadata);
  if (shape === null) return null;
  const tokenizer = readTokenizer(file);
  if (tokenizer === null) return null;
  shape.vocabulary = tokenizer.vocabulary.size;
  const model = new GgufModel(new Transformer(shape), tokenizer);
  const plan = new WeightPlan(file, model.transformer);
  if (plan.make()) return new ModelLoader(source, model, plan);
  model.free();
  return null;
}
