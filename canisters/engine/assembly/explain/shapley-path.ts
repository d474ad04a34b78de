/*
 * The features on the way from a root to a node, each once, with the weights of coalitions of them by size. An element has 32
 * bytes: the share of the samples that go this way when the feature is not known (at 0), 1 or 0 as the row itself goes this way
 * when it is known (at 8), the weight of the coalitions with as many known features as elements stand before this one (at 16), and
 * the feature (at 24). Source: S. Lundberg, G. Erion, S.-I. Lee, "Consistent Individualized Feature Attribution for Tree
 * Ensembles", 2018, algorithm 2.
 */

export const ELEMENT_SIZE: usize = 32;

/** The path's feature that is not one: the root's. */
export const NO_FEATURE: i32 = -1;

export function unknownShare(path: usize, index: i32): f64 {
  return load<f64>(path + <usize>index * ELEMENT_SIZE);
}

export function knownShare(path: usize, index: i32): f64 {
  return load<f64>(path + <usize>index * ELEMENT_SIZE, 8);
}

function weightOf(path: usize, index: i32): f64 {
  return load<f64>(path + <usize>index * ELEMENT_SIZE, 16);
}

function setWeight(path: usize, index: i32, weight: f64): void {
  store<f64>(path + <usize>index * ELEMENT_SIZE, weight, 16);
}

export function featureOf(path: usize, index: i32): i32 {
  return load<i32>(path + <usize>index * ELEMENT_SIZE, 24);
}

/** Adds an element to a path of `length` elements. */
export function extendPath(path: usize, length: i32, unknown: f64, known: f64, feature: i32): void {
  const element = path + <usize>length * ELEMENT_SIZE;
  store<f64>(element, unknown);
  store<f64>(element, known, 8);
  store<f64>(element, length == 0 ? 1 : 0, 16);
  store<i32>(element, feature, 24);
  const size = <f64>(length + 1);
  for (let index = length - 1; index >= 0; index--) {
    const weight = weightOf(path, index);
    setWeight(path, index + 1, weightOf(path, index + 1) + (known * weight * <f64>(index + 1)) / size);
    setWeight(path, index, (unknown * weight * <f64>(length - index)) / size);
  }
}

/** Takes an element out of a path of `length` elements, as if it had never been added. */
export function unwindPath(path: usize, length: i32, taken: i32): void {
  const unknown = unknownShare(path, taken);
  const known = knownShare(path, taken);
  const last = length - 1;
  const size = <f64>length;
  let next = weightOf(path, last);
  for (let index = last - 1; index >= 0; index--) {
    if (known != 0) {
      const weight = weightOf(path, index);
      const own = (next * size) / (<f64>(index + 1) * known);
      setWeight(path, index, own);
      next = weight - (own * unknown * <f64>(last - index)) / size;
    } else {
      setWeight(path, index, (weightOf(path, index) * size) / (unknown * <f64>(last - index)));
    }
  }
  for (let index = taken; index < last; index++) {
    const element = path + <usize>index * ELEMENT_SIZE;
    store<f64>(element, unknownShare(path, index + 1));
    store<f64>(element, knownShare(path, index + 1), 8);
    store<i32>(element, featureOf(path, index + 1), 24);
  }
}

/** The sum of the weights that a path of `length` elements would have without one of them. */
export function unwoundSum(path: usize, length: i32, taken: i32): f64 {
  const unknown = unknownShare(path, taken);
  const known = knownShare(path, taken);
  const last = length - 1;
  const size = <f64>length;
  let sum: f64 = 0;
  if (known == 0) {
    for (let index = last - 1; index >= 0; index--)
      sum += weightOf(path, index) / (unknown * <f64>(last - index));
    return sum * size;
  }
  let next = weightOf(path, last);
  for (let index = last - 1; index >= 0; index--) {
    const own = (next * size) / (<f64>(index + 1) * known);
    sum += own;
    next = weightOf(path, index) - (own * unknown * <f64>(last - index)) / size;
  }
  return sum;
}
