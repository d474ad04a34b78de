import { DataType } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { floatArray } from './attribute-numbers';
import { columnCount, needMatrix, rowCount } from './rows';
import { NgramPool, readPool } from './ngram-pool';

class VectorizerState extends State {
  pool: NgramPool;
  /** Factor of each column, or none. */
  weights: StaticArray<f32> = new StaticArray<f32>(0);
  /** Counts become 0 and 1. */
  isPresence: bool = false;

  constructor(pool: NgramPool) {
    super();
    this.pool = pool;
  }
}

/**
 * How often each n-gram of a pool stands in a row, with up to so many tokens left out between its own; weighted where asked.
 * Source: ONNX, TfIdfVectorizer (9).
 */
export function addTfIdfVectorizer(): void {
  addOperator('', 'TfIdfVectorizer', new Operator(9, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (!needMatrix(node, input)) return Prepared.REFUSED;
  if (node.state === null && !read(node)) return Prepared.REFUSED;
  const pool = (<VectorizerState>node.state!).pool;
  const isText = input.type == DataType.STRING;
  const isWhole = input.type == DataType.INT64 || input.type == DataType.INT32;
  if (pool.texts === null ? !isWhole : !isText) return node.refuseType(input);
  const output = node.output(0);
  output.beginShape(DataType.FLOAT, input.rank);
  if (input.rank == 2) output.setDim(0, input.dim(0));
  output.setDim(input.rank - 1, pool.columns);
  const looks = <f64>(pool.skipsMax + 1) * <f64>pool.longest;
  node.scratchSize = (<usize>columnCount(input)) << 2;
  node.cost = <f64>output.byteSize + <f64>input.size * (150 + 60 * looks);
  return node.ready(output);
}

function read(node: Node): bool {
  const pool = readPool(node);
  if (pool === null) return false;
  const state = new VectorizerState(pool);
  const mode = node.text('mode', '');
  if (mode != 'TF' && mode != 'IDF' && mode != 'TFIDF') {
    node.refuse(RefusalCode.UNSUPPORTED, 'the mode "' + mode + '" is not supported');
    return false;
  }
  state.isPresence = mode == 'IDF';
  const weights = floatArray(node, 'weights');
  if (mode != 'TF' && weights.length > 0) {
    if (weights.length != pool.places.length) {
      node.refuse(RefusalCode.MALFORMED, 'weights: expected ' + pool.places.length.toString() + ' entries');
      return false;
    }
    state.weights = new StaticArray<f32>(pool.columns);
    for (let ngram = 0; ngram < weights.length; ngram++) {
      const column = pool.places[ngram];
      // The operator's text gives weight i to n-gram i, onnxruntime to column i.
      if (column >= weights.length || weights[column] != weights[ngram]) {
        node.refuse(
          RefusalCode.UNSUPPORTED,
          'weights are not supported with n-grams in another order than columns',
        );
        return false;
      }
      state.weights[column] = weights[ngram];
    }
  }
  node.state = state;
  return true;
}

function run(node: Node): void {
  const state = <VectorizerState>node.state!;
  const pool = state.pool;
  const input = node.input(0);
  const output = node.output(0);
  const columns = columnCount(input);
  const rows = rowCount(input);
  memory.fill(output.data, 0, output.byteSize);
  for (let row = 0; row < rows; row++) {
    const counts = output.data + ((<usize>(row * pool.columns)) << 2);
    nameTokens(pool, input, row * columns, columns, node.scratch);
    for (let skips = 0; skips <= pool.skipsMax; skips++) {
      // Single tokens are counted once, whatever is left out between.
      const shortest = skips > 0 ? max(pool.shortest, 2) : pool.shortest;
      if (shortest > pool.longest) break;
      for (let first = 0; first < columns; first++)
        count(pool, node.scratch, first, columns, skips + 1, shortest, counts);
    }
    weigh(state, counts);
  }
}

/** Writes the pool's number for each token of a row, or -1. */
function nameTokens(pool: NgramPool, input: Tensor, first: i32, count: i32, to: usize): void {
  const texts = pool.texts;
  for (let index = 0; index < count; index++) {
    const at = <usize>(first + index);
    let token: i32;
    if (texts !== null) {
      const element = input.data + (at << 3);
      token = texts.find(stringBytes(element), stringLength(element));
    } else {
      const value =
        input.type == DataType.INT64
          ? load<i64>(input.data + (at << 3))
          : <i64>load<i32>(input.data + (at << 2));
      token = pool.numbers!.find(<u64>value);
    }
    store<i32>(to + ((<usize>index) << 2), token);
  }
}

/** Counts the n-grams that begin at a token, `step` tokens from one to the next. */
function count(
  pool: NgramPool,
  tokens: usize,
  first: i32,
  end: i32,
  step: i32,
  shortest: i32,
  counts: usize,
): void {
  let place = 0;
  let length = 0;
  for (let at = first; at < end && length < pool.longest; at += step) {
    const token = load<i32>(tokens + ((<usize>at) << 2));
    if (token < 0) return;
    place = pool.follow(place, token);
    if (place < 0) return;
    length++;
    const ngram = pool.ngramAt(place);
    if (ngram < 0 || length < shortest) continue;
    const cell = counts + ((<usize>pool.places[ngram]) << 2);
    store<f32>(cell, load<f32>(cell) + 1);
  }
}

function weigh(state: VectorizerState, counts: usize): void {
  const weights = state.weights;
  if (weights.length == 0 && !state.isPresence) return;
  for (let column = 0; column < state.pool.columns; column++) {
    const cell = counts + ((<usize>column) << 2);
    let value = load<f32>(cell);
    if (state.isPresence && value > 0) value = 1;
    store<f32>(cell, weights.length > 0 ? value * unchecked(weights[column]) : value);
  }
}
