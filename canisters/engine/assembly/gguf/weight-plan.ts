import { RefusalCode, refuse } from '../core/refusal';
import { ALLOCATION_BYTES_MAX, HEAP_BYTES_MAX } from './limits';
import { PanelMatrix } from './panel-matrix';
import { GgufFile } from './read-file';
import { TensorInfo, TensorType, tensorTypeName } from './tensor-info';
import { Layer, Transformer } from './transformer';

/** A tensor of the file and where its numbers go: the panels of a matrix, or floats. */
export class PlannedTensor {
  matrix: PanelMatrix | null = null;
  floats: usize = 0;

  constructor(public tensor: TensorInfo) {}
}

/**
 * Finds every tensor that the transformer needs and checks its shape; then, asked for it, gives it memory. A missing tensor, a
 * wrong shape, and a tensor that the architecture does not have are refused by name.
 */
export class WeightPlan {
  tensors: Array<PlannedTensor> = new Array<PlannedTensor>();
  private byName: Map<string, PlannedTensor> = new Map<string, PlannedTensor>();
  private isSound: bool = true;

  constructor(
    private file: GgufFile,
    private transformer: Transformer,
  ) {}

  /** Finds all tensors. False: refused. The transformer knows its sizes and costs, and has no memory. */
  make(): bool {
    const shape = this.transformer.shape;
    const transformer = this.transformer;
    transformer.embedding = this.matrix('token_embd.weight', shape.width, shape.vocabulary);
    transformer.output = this.file.tensors.has('output.weight')
      ? this.matrix('output.weight', shape.width, shape.vocabulary)
      : transformer.embedding;
    this.vector('output_norm.weight', shape.width);
    this.optional('rope_freqs.weight', shape.ropeWidth / 2);
    for (let index = 0; index < shape.layers && this.isSound; index++)
      this.planLayer(index, transformer.layers[index]);
    return this.isSound && this.hasNoMore() && this.fits();
  }

  /** Takes memory for all tensors; their numbers are still to be read. */
  allocate(): void {
    const transformer = this.transformer;
    for (let index = 0; index < this.tensors.length; index++) {
      const planned = this.tensors[index];
      const address = transformer.allocate(<usize>sizeOf(planned));
      if (planned.matrix !== null) planned.matrix!.data = address;
      else planned.floats = address;
    }
    transformer.outputNorm = this.placeNamed('output_norm.weight');
    transformer.ropeFactors = this.placeNamed('rope_freqs.weight');
    for (let index = 0; index < transformer.layers.length; index++)
      this.placeLayer(index, transformer.layers[index]);
  }

  private planLayer(index: i32, layer: Layer): void {
    const shape = this.transformer.shape;
    const prefix = 'blk.' + index.toString() + '.';
    this.vector(prefix + 'attn_norm.weight', shape.width);
    layer.query = this.matrix(prefix + 'attn_q.weight', shape.width, shape.queryWidth);
    layer.key = this.matrix(prefix + 'attn_k.weight', shape.width, shape.keyWidth);
    layer.value = this.matrix(prefix + 'attn_v.weight', shape.width, shape.keyWidth);
    layer.output = this.matrix(prefix + 'attn_output.weight', shape.queryWidth, shape.width);
    this.optional(prefix + 'attn_q.bias', shape.queryWidth);
    this.optional(prefix + 'attn_k.bias', shape.keyWidth);
    this.optional(prefix + 'attn_v.bias', shape.keyWidth);
    this.optional(prefix + 'attn_output.bias', shape.width);
    this.vector(prefix + 'ffn_norm.weight', shape.width);
    layer.gate = this.matrix(prefix + 'ffn_gate.weight', shape.width, shape.hiddenWidth);
    layer.up = this.matrix(prefix + 'ffn_up.weight', shape.width, shape.hiddenWidth);
    layer.down = this.matrix(prefix + 'ffn_down.weight', shape.hiddenWidth, shape.width);
  }

  private placeLayer(index: i32, layer: Layer): void {
    const prefix = 'blk.' + index.toString() + '.';
    layer.attentionNorm = this.placeNamed(prefix + 'attn_norm.weight');
    layer.queryBias = this.placeNamed(prefix + 'attn_q.bias');
    layer.keyBias = this.placeNamed(prefix + 'attn_k.bias');
    layer.valueBias = this.placeNamed(prefix + 'attn_v.bias');
    layer.outputBias = this.placeNamed(prefix + 'attn_output.bias');
    layer.feedNorm = this.placeNamed(prefix + 'ffn_norm.weight');
  }

  private matrix(name: string, columns: i32, rows: i32): PanelMatrix | null {
    const planned = this.find(name, 2, columns, rows);
    if (planned === null) return null;
    const type = planned.tensor.type;
    planned.matrix = new PanelMatrix(type == TensorType.F16 ? TensorType.F32 : type, rows, columns);
    return planned.matrix;
  }

  private vector(name: string, count: i32): PlannedTensor | null {
    const planned = this.find(name, 1, count, 1);
    if (planned === null) return null;
    const type = planned.tensor.type;
    if (type == TensorType.F32 || type == TensorType.F16) return planned;
    this.isSound = refuse(
      RefusalCode.UNSUPPORTED,
      'a vector of ' + tensorTypeName(type) + ' is not supported: tensor ' + name,
    );
    return null;
  }

  private optional(name: string, count: i32): PlannedTensor | null {
    return this.file.tensors.has(name) ? this.vector(name, count) : null;
  }

  private find(name: string, rank: u32, columns: i32, rows: i32): PlannedTensor | null {
    if (!this.isSound) return null;
    if (!this.file.tensors.has(name)) {
      this.isSound = refuse(RefusalCode.MALFORMED, 'expected the tensor ' + name + ' in the file');
      return null;
    }
    const tensor = this.file.tensors.get(name);
    if (tensor.rank != rank || tensor.columns != <u64>columns || tensor.rows != <u64>rows) {
      const expected =
        rank == 1 ? '[' + columns.toString() + ']' : '[' + columns.toString() + ', ' + rows.toString() + ']';
      const message = 'expected the tensor ' + name + ' of shape ' + expected + ', got ' + tensor.shape;
      this.isSound = refuse(RefusalCode.MALFORMED, message);
      return null;
    }
    const planned = new PlannedTensor(tensor);
    this.tensors.push(planned);
    this.byName.set(name, planned);
    return planned;
  }

  private hasNoMore(): bool {
    const names = this.file.tensors.keys();
    if (names.length == this.byName.size) return true;
    for (let index = 0; index < names.length; index++) {
      if (this.byName.has(names[index])) continue;
      return refuse(
        RefusalCode.UNSUPPORTED,
        'the architecture ' + this.transformer.shape.architecture + ' has no tensor ' + names[index],
      );
    }
    return true;
  }

  private fits(): bool {
    let total: u64 = 0;
    for (let index = 0; index < this.tensors.length; index++) {
      const size = sizeOf(this.tensors[index]);
      total += size;
      if (size <= ALLOCATION_BYTES_MAX && total <= HEAP_BYTES_MAX) continue;
      return refuse(
        RefusalCode.TOO_LARGE,
        'expected weights of at most ' + HEAP_BYTES_MAX.toString() + ' bytes, and ' + ALLOCATION_BYTES_MAX.toString() +
          ' in one tensor: ' + this.tensors[index].tensor.name + ' takes ' + size.toString(), // prettier-ignore
      );
    }
    this.transformer.heapBytes = total;
    return true;
  }

  private placeNamed(name: string): usize {
    return this.byName.has(name) ? this.byName.get(name).floats : 0;
  }
}

function sizeOf(planned: PlannedTensor): u64 {
  return planned.matrix === null ? planned.tensor.columns * 4 : planned.matrix!.size;
}
