import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { floatArray } from './attribute-numbers';
import { ClassLabels, classLabels } from './class-labels';
import { coupleProbabilities } from './pair-probabilities';
import { PostTransform, logistic, postTransformOf, transformScores } from './post-transform';
import { asFloats, columnCount, floatsSize, needRows, rowCount } from './rows';
import { Kernel, SvmKernel, readKernel } from './svm-kernel';
import { putShapes } from './tree-classifier';

const CLASSES_MAX: i32 = 4096;

/** A probability of a pair is kept this far from 0 and 1. */
const PROBABILITY_MARGIN: f32 = 1e-7;

class ClassifierState extends State {
  kernel: Kernel;
  labels: ClassLabels;
  transform: i32 = PostTransform.NONE;
  /** `[classes − 1, vectors]`, or `[classes, features]` without support vectors. */
  coefficients: StaticArray<f32> = new StaticArray<f32>(0);
  vectors: StaticArray<f32> = new StaticArray<f32>(0);
  rho: StaticArray<f32> = new StaticArray<f32>(0);
  probA: StaticArray<f32> = new StaticArray<f32>(0);
  probB: StaticArray<f32> = new StaticArray<f32>(0);
  /** First support vector of each class, and their number at the end. */
  first: StaticArray<i32>;

  constructor(kernel: Kernel, labels: ClassLabels) {
    super();
    this.kernel = kernel;
    this.labels = labels;
    this.first = new StaticArray<i32>(labels.count + 1);
  }

  get vectorCount(): i32 {
    return this.first[this.labels.count];
  }

  get pairCount(): i32 {
    return (this.labels.count * (this.labels.count - 1)) / 2;
  }

  /** Scores of a row that are given out: of the classes, or of every pair of more than two classes. */
  get scoreCount(): i32 {
    const isPairs = this.vectorCount > 0 && this.probA.length == 0 && this.labels.count > 2;
    return isPairs ? this.pairCount : this.labels.count;
  }
}

/**
 * Each pair of classes has a machine that votes for one of them; the class with most votes is chosen. Scores are those of the
 * pairs, or probabilities where the model has prob_a and prob_b. Source: ONNX, ai.onnx.ml, SVMClassifier (1); order of the
 * coefficients: libsvm.
 */
export function addSvmClassifier(): void {
  addOperator('ai.onnx.ml', 'SVMClassifier', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (!needRows(node, input)) return Prepared.REFUSED;
  const state = read(node);
  if (state === null) return Prepared.REFUSED;
  const features = <i64>columnCount(input);
  const classes = <i64>state.labels.count;
  const vectors = <i64>state.vectorCount;
  const pairs = <i64>state.pairCount;
  const isSound =
    vectors > 0
      ? <i64>state.coefficients.length == (classes - 1) * vectors &&
        <i64>state.vectors.length == vectors * features
      : <i64>state.coefficients.length == classes * features;
  const rhos = vectors > 0 ? pairs : 1;
  if (!isSound || <i64>state.rho.length < rhos) {
    const sizes =
      vectors.toString() + ' vectors of ' + features.toString() + ' features and ' + rhos.toString() + ' rho';
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected coefficients for ' + sizes);
  }
  const hasProbabilities = state.probA.length > 0;
  if (
    hasProbabilities &&
    (<i64>state.probA.length < pairs || <i64>state.probB.length < pairs || vectors == 0)
  ) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected prob_a and prob_b for ' + pairs.toString() + ' pairs',
    );
  }
  if (classes == 2 && (vectors == 0 || (!hasProbabilities && state.transform == PostTransform.PROBIT))) {
    return node.refuse(
      RefusalCode.UNSUPPORTED,
      'two classes without support vectors, or with PROBIT, are not supported',
    );
  }
  node.state = state;
  const numbers = vectors + pairs + 2 * classes + (hasProbabilities ? classes * (2 * classes + 1) : 0);
  node.scratchSize = floatsSize(input) + ((<usize>numbers) << 2) + 16;
  const machines = <f64>max(vectors, classes);
  node.cost =
    <f64>rowCount(input) * (machines * state.kernel.cost(<i32>features) + machines * <f64>classes * 16);
  return putShapes(node, state.labels, rowCount(input), state.scoreCount);
}

function read(node: Node): ClassifierState | null {
  const kernel = readKernel(node);
  if (kernel === null) return null;
  const labels = classLabels(node, 'classlabels_strings', 'classlabels_ints');
  if (labels === null) return null;
  const transform = postTransformOf(node.text('post_transform', 'NONE'));
  if (labels.count < 2 || labels.count > CLASSES_MAX || transform == PostTransform.UNKNOWN) {
    const name = node.text('post_transform', 'NONE');
    node.refuse(
      RefusalCode.UNSUPPORTED,
      labels.count.toString() + ' classes with ' + name + ' are not supported',
    );
    return null;
  }
  const state = new ClassifierState(kernel, labels);
  state.transform = transform;
  state.coefficients = floatArray(node, 'coefficients');
  state.vectors = floatArray(node, 'support_vectors');
  state.rho = floatArray(node, 'rho');
  state.probA = floatArray(node, 'prob_a');
  state.probB = floatArray(node, 'prob_b');
  const counts = node.ints('vectors_per_class');
  let total: i64 = 0;
  for (let label = 0; label < labels.count; label++) {
    const count = counts !== null && label < counts.length ? counts[label] : 0;
    total += count;
    if (count < 0 || total > <i64>state.vectors.length) {
      node.refuse(RefusalCode.MALFORMED, 'vectors_per_class does not fit the support vectors');
      return null;
    }
    state.first[label + 1] = <i32>total;
  }
  if (total == 0) kernel.kind = SvmKernel.LINEAR;
  return state;
}

function run(node: Node): void {
  const state = <ClassifierState>node.state!;
  const input = node.input(0);
  const features = columnCount(input);
  const floats = asFloats(input, node.scratch);
  const work = (node.scratch + floatsSize(input) + 15) & ~15;
  const rows = rowCount(input);
  for (let row = 0; row < rows; row++) {
    const from = floats + ((<usize>(row * features)) << 2);
    const scores = node.hasOutput(1) ? node.output(1).data + ((<usize>(row * state.scoreCount)) << 2) : 0;
    const chosen =
      state.vectorCount > 0
        ? vote(state, from, features, work, scores)
        : pick(state, from, features, work, scores);
    if (node.hasOutput(0)) state.labels.put(node.output(0).data + ((<usize>row) << 3), chosen);
  }
}

// Without support vectors every class has its own score; the greatest is chosen.
function pick(state: ClassifierState, row: usize, features: i32, work: usize, scores: usize): i32 {
  const classes = state.labels.count;
  const to = scores != 0 ? scores : work;
  let chosen = 0;
  for (let label = 0; label < classes; label++) {
    const coefficients = changetype<usize>(state.coefficients) + ((<usize>(label * features)) << 2);
    const score: f32 = state.kernel.of(row, coefficients, features) + state.rho[0];
    store<f32>(to + ((<usize>label) << 2), score);
    if (score > load<f32>(to + ((<usize>chosen) << 2))) chosen = label;
  }
  transformScores(to, classes, state.transform);
  return chosen;
}

function vote(state: ClassifierState, row: usize, features: i32, work: usize, scores: usize): i32 {
  const classes = state.labels.count;
  const vectors = state.vectorCount;
  const pairs = work + ((<usize>vectors) << 2);
  const votes = pairs + ((<usize>state.pairCount) << 2);
  for (let vector = 0; vector < vectors; vector++) {
    const support = changetype<usize>(state.vectors) + ((<usize>(vector * features)) << 2);
    store<f32>(work + ((<usize>vector) << 2), state.kernel.of(row, support, features));
  }
  memory.fill(votes, 0, (<usize>classes) << 2);
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++, pair++) {
      // The rows of coefficients leave the class itself out, so that class i's against j stand in row j − 1.
      let sum = weigh(state, work, j - 1, i) + weigh(state, work, i, j) + <f64>state.rho[pair];
      store<f32>(pairs + ((<usize>pair) << 2), <f32>sum);
      const winner = votes + ((<usize>(sum > 0 ? i : j)) << 2);
      store<u32>(winner, load<u32>(winner) + 1);
    }
  }
  let chosen = 0;
  for (let label = 1; label < classes; label++) {
    if (load<u32>(votes + ((<usize>label) << 2)) > load<u32>(votes + ((<usize>chosen) << 2))) chosen = label;
  }
  if (scores != 0) putScores(state, pairs, votes + ((<usize>classes) << 2), scores);
  return chosen;
}

function weigh(state: ClassifierState, kernels: usize, row: i32, label: i32): f64 {
  let sum: f64 = 0;
  const end = state.first[label + 1];
  const offset = row * state.vectorCount;
  for (let vector = state.first[label]; vector < end; vector++) {
    const product: f32 =
      unchecked(state.coefficients[offset + vector]) * load<f32>(kernels + ((<usize>vector) << 2));
    sum += <f64>product;
  }
  return sum;
}

function putScores(state: ClassifierState, pairs: usize, work: usize, scores: usize): void {
  const classes = state.labels.count;
  if (state.probA.length > 0) {
    putProbabilities(state, pairs, work, scores);
  } else if (classes == 2) {
    const score = load<f32>(pairs);
    const isLogistic = state.transform == PostTransform.LOGISTIC;
    const other: f32 = state.transform == PostTransform.NONE ? -score : 1 - score;
    store<f32>(scores, isLogistic ? logistic(-score) : other);
    store<f32>(scores, isLogistic ? logistic(score) : score, 4);
    return;
  } else {
    for (let pair: usize = 0; pair < <usize>state.pairCount; pair++) {
      store<f32>(scores + (pair << 2), load<f32>(pairs + (pair << 2)));
    }
  }
  transformScores(scores, state.scoreCount, state.transform);
}

// Source: J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999: 1 / (1 + e^(a·score + b)).
function putProbabilities(state: ClassifierState, pairs: usize, work: usize, scores: usize): void {
  const classes = state.labels.count;
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++, pair++) {
      const score = load<f32>(pairs + ((<usize>pair) << 2));
      let probability: f32 = 1 - logistic(score * state.probA[pair] + state.probB[pair]);
      if (probability < PROBABILITY_MARGIN) probability = PROBABILITY_MARGIN;
      if (probability > 1 - PROBABILITY_MARGIN) probability = 1 - PROBABILITY_MARGIN;
      store<f32>(work + ((<usize>(i * classes + j)) << 2), probability);
      store<f32>(work + ((<usize>(j * classes + i)) << 2), 1 - probability);
    }
  }
  coupleProbabilities(work, classes, scores, work + ((<usize>(classes * classes)) << 2));
}
