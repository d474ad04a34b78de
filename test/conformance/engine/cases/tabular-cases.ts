import { float, floats, int, ints, tensor, texts, type OnnxAttributes } from '@indus/models';
import { randomTrees, type BranchMode } from '../../../engine/random-trees.ts';
import { Random } from '../../../sim/random.ts';
import { useOf, type EngineCase } from '../engine-case.ts';
import { CaseValues, edges, longs } from './case-values.ts';

const ML = 'ai.onnx.ml.';
const MODES: readonly BranchMode[] = [
  'BRANCH_LEQ',
  'BRANCH_LT',
  'BRANCH_GTE',
  'BRANCH_GT',
  'BRANCH_EQ',
  'BRANCH_NEQ',
];
const TRANSFORMS = ['NONE', 'SOFTMAX', 'LOGISTIC', 'SOFTMAX_ZERO', 'PROBIT'];
/** Thresholds are quarters too, so that equality happens. */
const ROWS = new CaseValues('rows');
const QUARTERS = tensor(
  'float32',
  [9, 5],
  Array.from({ length: 45 }, (_, at) => (at % 11 === 10 ? NaN : ROWS.below(9) / 4 - 1)),
);

export function* tabularCases(): Generator<EngineCase> {
  yield* treeCases();
  yield* linearCases();
  yield* scalingCases();
  yield* encodingCases();
}

function* treeCases(): Generator<EngineCase> {
  for (const targets of [1, 3]) {
    const shape = { trees: 7, depth: 4, features: 5, targets };
    for (const modes of [...MODES.map((mode) => [mode]), MODES]) {
      const name = `${targets} targets ${modes.length > 1 ? 'mixed' : modes[0]!}`;
      const trees = randomTrees(new Random(targets + modes.length), shape, 'target', modes);
      yield useOf(`${ML}TreeEnsembleRegressor`, name, {
        inputs: [QUARTERS],
        attributes: { ...trees, n_targets: int(targets) },
      });
    }
    for (const aggregate of ['SUM', 'AVERAGE', 'MIN', 'MAX']) {
      const trees = randomTrees(new Random(40), shape, 'target');
      yield useOf(`${ML}TreeEnsembleRegressor`, `${targets} targets ${aggregate}`, {
        inputs: [QUARTERS],
        attributes: {
          ...trees,
          n_targets: int(targets),
          aggregate_function: aggregate,
          base_values: floats(Array.from({ length: targets }, (_, at) => at + 0.5)),
        },
      });
    }
  }
  for (const classes of [2, 3]) {
    for (const transform of TRANSFORMS.slice(0, 4)) {
      const shape = { trees: 5, depth: 3, features: 5, targets: classes };
      const trees = randomTrees(new Random(classes), shape, 'class');
      for (const [kind, labels] of [
        ['int64', { classlabels_int64s: ints([10, 20, 30].slice(0, classes)) }],
        ['string', { classlabels_strings: texts(['low', 'middle', 'high'].slice(0, classes)) }],
      ] as const) {
        const attributes = { ...trees, ...labels, post_transform: transform };
        const name = `${classes} classes ${transform} ${kind}`;
        // Of two classes onnxruntime-web answers 0 or 1 by the sign of the second score, whatever their labels are.
        const outputsFrom = classes === 2 ? 1 : 0;
        const rest = { attributes, outputs: 2, outputsFrom };
        yield useOf(`${ML}TreeEnsembleClassifier`, name, { inputs: [QUARTERS], ...rest });
      }
    }
  }
  const binary = randomTrees(new Random(5), { trees: 5, depth: 3, features: 5, targets: 1 }, 'class');
  for (const transform of ['NONE', 'LOGISTIC']) {
    yield useOf(`${ML}TreeEnsembleClassifier`, `weights of one class ${transform}`, {
      inputs: [QUARTERS],
      attributes: { ...binary, classlabels_int64s: ints([0, 1]), post_transform: transform },
      outputs: 2,
    });
  }
}

function* linearCases(): Generator<EngineCase> {
  const values = new CaseValues('linear');
  const numbers = (count: number) => floats(values.float([count]).data as Float32Array);
  const rows = values.float([6, 4]);
  for (const transform of TRANSFORMS.slice(0, 4)) {
    for (const targets of transform === 'NONE' ? [1, 3] : [3]) {
      yield useOf(`${ML}LinearRegressor`, `${targets} targets ${transform}`, {
        inputs: [rows],
        attributes: {
          coefficients: numbers(4 * targets),
          intercepts: numbers(targets),
          targets: int(targets),
          post_transform: transform,
        },
      });
    }
    for (const labels of [
      { classlabels_ints: ints([5, 6, 7]) },
      { classlabels_strings: texts(['a', 'b', 'c']) },
    ] as readonly OnnxAttributes[]) {
      yield useOf(`${ML}LinearClassifier`, `${transform} ${Object.keys(labels)[0]!}`, {
        inputs: [rows],
        attributes: {
          coefficients: numbers(12),
          intercepts: numbers(3),
          post_transform: transform,
          ...labels,
        },
        outputs: 2,
      });
    }
  }
  for (const kernel of ['LINEAR', 'RBF', 'POLY', 'SIGMOID']) {
    yield useOf(`${ML}SVMRegressor`, kernel, {
      inputs: [rows],
      attributes: {
        kernel_type: kernel,
        kernel_params: floats([0.25, 0.5, 2]),
        n_supports: int(3),
        support_vectors: numbers(12),
        coefficients: numbers(3),
        rho: floats([0.5]),
      },
    });
    yield useOf(`${ML}SVMClassifier`, kernel, {
      inputs: [rows],
      attributes: {
        kernel_type: kernel,
        kernel_params: floats([0.25, 0.5, 2]),
        vectors_per_class: ints([2, 2, 1]),
        support_vectors: numbers(20),
        coefficients: numbers(10),
        rho: numbers(3),
        classlabels_ints: ints([1, 2, 3]),
      },
      outputs: 2,
    });
  }
}

function* scalingCases(): Generator<EngineCase> {
  const values = new CaseValues('scaling');
  for (const type of ['float32', 'float64', 'int64', 'int32'] as const) {
    yield useOf(`${ML}Scaler`, `${type} by column`, {
      inputs: [values.of(type, [4, 3])],
      attributes: { offset: floats([1, -2, 0.5]), scale: floats([2, 0.5, 3]) },
    });
    yield useOf(`${ML}Scaler`, `${type} all alike`, {
      inputs: [values.of(type, [4, 3])],
      attributes: { offset: floats([1]), scale: floats([2]) },
    });
    yield useOf(`${ML}Binarizer`, type, {
      inputs: [values.of(type, [4, 3])],
      attributes: { threshold: float(1) },
    });
  }
  yield useOf(`${ML}Scaler`, 'edges', {
    inputs: [edges('float32')],
    attributes: { offset: floats([1]), scale: floats([2]) },
  });
  for (const norm of ['MAX', 'L1', 'L2']) {
    yield useOf(`${ML}Normalizer`, norm, { inputs: [values.float([4, 5])], attributes: { norm } });
    yield useOf(`${ML}Normalizer`, `${norm} zeros`, {
      inputs: [tensor('float32', [2, 3], [0, 0, 0, -1, 2, 0])],
      attributes: { norm },
    });
  }
  const gaps = tensor('float32', [2, 3], [NaN, 1, -9, 4, NaN, NaN]);
  yield useOf(`${ML}Imputer`, 'NaN by column', {
    inputs: [gaps],
    attributes: { imputed_value_floats: floats([1, 2, 3]), replaced_value_float: float(NaN) },
  });
  yield useOf(`${ML}Imputer`, 'a number, all alike', {
    inputs: [gaps],
    attributes: { imputed_value_floats: floats([7]), replaced_value_float: float(-9) },
  });
  yield useOf(`${ML}Imputer`, 'int64', {
    inputs: [tensor('int64', [2, 2], [1n, -1n, -1n, 2n])],
    attributes: { imputed_value_int64s: ints([7, 8]), replaced_value_int64: int(-1) },
  });
}

function* encodingCases(): Generator<EngineCase> {
  const words = tensor('string', [2, 2], ['a', 'b', 'zz', 'c']);
  for (const zeros of [1, 0]) {
    yield useOf(`${ML}OneHotEncoder`, `strings, zeros ${zeros}`, {
      inputs: [zeros === 1 ? words : tensor('string', [2], ['c', 'a'])],
      attributes: { cats_strings: texts(['a', 'b', 'c']), zeros: int(zeros) },
    });
    yield useOf(`${ML}OneHotEncoder`, `int64, zeros ${zeros}`, {
      inputs: [zeros === 1 ? longs(1, 5, 2) : longs(1, 2)],
      attributes: { cats_int64s: ints([1, 2, 3]), zeros: int(zeros) },
    });
  }
  yield useOf(`${ML}LabelEncoder`, 'strings to int64', {
    inputs: [words],
    attributes: { keys_strings: texts(['a', 'b']), values_int64s: ints([5, 6]), default_int64: int(-7) },
  });
  yield useOf(`${ML}LabelEncoder`, 'int64 to strings', {
    inputs: [longs(1, 2, 3)],
    attributes: { keys_int64s: ints([1, 2]), values_strings: texts(['one', 'two']), default_string: 'other' },
  });
  yield useOf(`${ML}LabelEncoder`, 'floats to floats, NaN a key', {
    inputs: [tensor('float32', [4], [NaN, 1, 2, -0])],
    attributes: { keys_floats: floats([NaN, 1]), values_floats: floats([9, 8]), default_float: float(0.5) },
  });
  const values = new CaseValues('extract');
  yield useOf(`${ML}ArrayFeatureExtractor`, 'float32', { inputs: [values.float([3, 5]), longs(4, 0, 0)] });
  yield useOf(`${ML}ArrayFeatureExtractor`, 'strings', { inputs: [words, longs(1)] });
  yield useOf(`${ML}FeatureVectorizer`, 'two inputs', {
    inputs: [values.float([3, 2]), values.float([3, 4])],
    attributes: { inputdimensions: ints([2, 4]) },
  });
  yield useOf(`${ML}CategoryMapper`, 'strings to int64', {
    inputs: [words],
    attributes: { cats_strings: texts(['a', 'b']), cats_int64s: ints([1, 2]), default_int64: int(-1) },
  });
  yield* textCases();
}

function* textCases(): Generator<EngineCase> {
  const lines = tensor('string', [4], ['Alpha', 'beta', 'GAMMA', 'the']);
  for (const action of ['NONE', 'LOWER', 'UPPER']) {
    for (const sensitive of [0, 1]) {
      yield useOf('StringNormalizer', `${action}, case ${sensitive}`, {
        inputs: [lines],
        attributes: {
          case_change_action: action,
          is_case_sensitive: int(sensitive),
          stopwords: texts(['the', 'BETA']),
        },
      });
    }
  }
  for (const mode of ['TF', 'IDF', 'TFIDF']) {
    for (const skips of [0, 2]) {
      yield useOf('TfIdfVectorizer', `${mode}, skips ${skips}`, {
        inputs: [tensor('int64', [2, 6], [1n, 2n, 1n, 3n, 4n, 2n, 2n, 3n, 3n, 1n, 2n, 4n])],
        attributes: {
          mode,
          min_gram_length: int(1),
          max_gram_length: int(2),
          max_skip_count: int(skips),
          ngram_counts: ints([0, 3]),
          ngram_indexes: ints([0, 1, 2, 3, 4]),
          pool_int64s: ints([1, 2, 3, 1, 2, 3, 4]),
          weights: floats([1, 0.5, 2, 3, 0.25]),
        },
      });
    }
  }
}
