import { PanelMatrix } from './panel-matrix';
import { Shape } from './shape';

/** One layer's weights. A bias that the file does not have is 0. */
export class Layer {
  attentionNorm: usize = 0;
  query: PanelMatrix | null = null;
  key: PanelMatrix | null = null;
  value: PanelMatrix | null = null;
  output: PanelMatrix | null = null;
  queryBias: usize = 0;
  keyBias: usize = 0;
  valueBias: usize = 0;
  outputBias: usize = 0;
  feedNorm: usize = 0;
  gate: PanelMatrix | null = null;
  up: PanelMatrix | null = null;
  down: PanelMatrix | null = null;

  /** Instructions of the layer's products for one token, estimated. */
  get cost(): f64 {
    const attention = this.query!.cost + this.key!.cost + this.value!.cost + this.output!.cost;
    return attention + this.gate!.cost + this.up!.cost + this.down!.cost;
  }
}

/** The weights of a transformer, packed for the kernels, and the memory they lie in. */
export class Transformer {
  layers: Array<Layer> = new Array<Layer>();
  embedding: PanelMatrix | null = null;
  outputNorm: usize = 0;
  /** The embedding itself where the file has no matrix for the output. */
  output: PanelMatrix | null = null;
  /** What the frequencies of the positions are divided by, one for each pair, or 0. */
  ropeFactors: usize = 0;
  /** Bytes of weights in the heap. */
  heapBytes: u64 = 0;
  private blocks: Array<usize> = new Array<usize>();

  constructor(public shape: Shape) {
    for (let layer = 0; layer < shape.layers; layer++) this.layers.push(new Layer());
  }

  /** Memory for weights, given back by `free`. */
  allocate(size: usize): usize {
    const address = heap.alloc(size);
    this.blocks.push(address);
    return address;
  }

  free(): void {
    for (let index = 0; index < this.blocks.length; index++) heap.free(this.blocks[index]);
    this.blocks = new Array<usize>();
  }
}
