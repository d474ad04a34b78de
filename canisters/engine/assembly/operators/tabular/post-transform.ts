/** What is done to scores before they are given out. Numbers as in TreeEnsemble (5). Source: ONNX, ai.onnx.ml. */
export namespace PostTransform {
  export const UNKNOWN: i32 = -1;
  export const NONE: i32 = 0;
  export const SOFTMAX: i32 = 1;
  export const LOGISTIC: i32 = 2;
  export const SOFTMAX_ZERO: i32 = 3;
  export const PROBIT: i32 = 4;
}

/** The transform of a name; {@link PostTransform.UNKNOWN} for any other text. */
export function postTransformOf(name: string): i32 {
  if (name == 'NONE') return PostTransform.NONE;
  if (name == 'SOFTMAX') return PostTransform.SOFTMAX;
  if (name == 'LOGISTIC') return PostTransform.LOGISTIC;
  if (name == 'SOFTMAX_ZERO') return PostTransform.SOFTMAX_ZERO;
  if (name == 'PROBIT') return PostTransform.PROBIT;
  return PostTransform.UNKNOWN;
}

/** Scores nearer to zero than this are left out of SOFTMAX_ZERO. */
const NEARLY_ZERO: f32 = 1e-7;

/** Coefficient of Winitzki's approximation of the inverse error function. */
const WINITZKI: f32 = 0.147;

/** Transforms a row of scores in place. */
export function transformScores(scores: usize, count: i32, transform: i32): void {
  if (transform == PostTransform.SOFTMAX) softmax(scores, count, false);
  else if (transform == PostTransform.SOFTMAX_ZERO) softmax(scores, count, true);
  else if (transform != PostTransform.NONE) {
    for (let index = 0; index < count; index++) {
      const at = scores + ((<usize>index) << 2);
      const score = load<f32>(at);
      store<f32>(at, transform == PostTransform.LOGISTIC ? logistic(score) : probit(score));
    }
  }
}

/** 1 / (1 + e^-x), computed so that no exponential overflows. */
export function logistic(score: f32): f32 {
  const value: f32 = 1 / (1 + Mathf.exp(-Mathf.abs(score)));
  return score < 0 ? 1 - value : value;
}

/** The normal quantile. Source: S. Winitzki, "A handy approximation for the error function and its inverse", 2008. */
export function probit(score: f32): f32 {
  const x: f32 = 2 * score - 1;
  const logarithm = Mathf.log((1 - x) * (1 + x));
  const half: f32 = 2 / (<f32>Math.PI * WINITZKI) + 0.5 * logarithm;
  const root = Mathf.sqrt(Mathf.sqrt(half * half - logarithm / WINITZKI) - half);
  return <f32>Math.SQRT2 * (x < 0 ? -root : root);
}

function softmax(scores: usize, count: i32, skipsZeros: bool): void {
  let greatest: f32 = -f32.MAX_VALUE;
  for (let index = 0; index < count; index++) {
    const score = load<f32>(scores + ((<usize>index) << 2));
    if (score > greatest) greatest = score;
  }
  const rest = Mathf.exp(-greatest);
  let sum: f32 = 0;
  for (let index = 0; index < count; index++) {
    const at = scores + ((<usize>index) << 2);
    const score = load<f32>(at);
    if (skipsZeros && Mathf.abs(score) <= NEARLY_ZERO) {
      store<f32>(at, score * rest);
      continue;
    }
    const value = Mathf.exp(score - greatest);
    store<f32>(at, value);
    sum += value;
  }
  for (let index = 0; index < count; index++) {
    const at = scores + ((<usize>index) << 2);
    store<f32>(at, load<f32>(at) / sum);
  }
}
