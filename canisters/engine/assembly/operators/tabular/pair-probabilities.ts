/** Rounds of the iteration at most. */
const ROUNDS_MAX: i32 = 100;

/**
 * Probabilities of classes from those of each pair: `pairs[i·n + j]` is the probability of class i against j. Iterates until the
 * error is below 0.005 / n. `work` has room for n·(n + 1) floats. Source: T.-F. Wu, C.-J. Lin, R. C. Weng, "Probability Estimates
 * for Multi-class Classification by Pairwise Coupling", 2004, algorithm 2.
 */
export function coupleProbabilities(pairs: usize, n: i32, result: usize, work: usize): void {
  const q = work;
  const products = work + ((<usize>(n * n)) << 2);
  fillMatrix(pairs, n, q);
  for (let i = 0; i < n; i++) put(result, i, <f32>1 / <f32>n);
  const bound: f32 = <f32>0.005 / <f32>n;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let whole = multiply(q, n, result, products);
    let error: f32 = 0;
    for (let i = 0; i < n; i++) error = max<f32>(error, Mathf.abs(get(products, i) - whole));
    if (error < bound) return;
    for (let i = 0; i < n; i++) {
      const diagonal = get(q, i * n + i);
      const change: f32 = (whole - get(products, i)) / diagonal;
      const norm: f32 = 1 + change;
      put(result, i, get(result, i) + change);
      whole = (whole + change * (change * diagonal + 2 * get(products, i))) / norm / norm;
      for (let j = 0; j < n; j++) {
        put(products, j, (get(products, j) + change * get(q, i * n + j)) / norm);
        put(result, j, get(result, j) / norm);
      }
    }
  }
}

function get(array: usize, index: i32): f32 {
  return load<f32>(array + ((<usize>index) << 2));
}

function put(array: usize, index: i32, value: f32): void {
  store<f32>(array + ((<usize>index) << 2), value);
}

function fillMatrix(pairs: usize, n: i32, q: usize): void {
  for (let i = 0; i < n; i++) {
    let diagonal: f32 = 0;
    for (let j = 0; j < n; j++) {
      if (j == i) continue;
      const against = get(pairs, j * n + i);
      diagonal += against * against;
      put(q, i * n + j, -against * get(pairs, i * n + j));
    }
    put(q, i * n + i, diagonal);
  }
}

/** Q·p into `products`; gives p·Q·p. */
function multiply(q: usize, n: i32, p: usize, products: usize): f32 {
  let whole: f32 = 0;
  for (let i = 0; i < n; i++) {
    let sum: f32 = 0;
    for (let j = 0; j < n; j++) sum += get(q, i * n + j) * get(p, j);
    put(products, i, sum);
    whole += get(p, i) * sum;
  }
  return whole;
}
