/**
 * C = A times B by the plain loop, each sum along k in order: for the types that have no tiles, and the measure of those that have.
 * Steps are in elements; C has `n` values a row, one after the other.
 */
export function multiplyElements<T>(
  a: usize,
  aRowStep: i32,
  aColumnStep: i32,
  b: usize,
  bRowStep: i32,
  bColumnStep: i32,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  const next = <usize>bColumnStep * sizeof<T>();
  for (let row = 0; row < m; row++) {
    const end = c + <usize>n * sizeof<T>();
    for (let to = c; to < end; to += sizeof<T>()) store<T>(to, <T>0);
    let left = a + <usize>row * <usize>aRowStep * sizeof<T>();
    for (let depth = 0; depth < k; depth++) {
      const factor = load<T>(left);
      let right = b + <usize>depth * <usize>bRowStep * sizeof<T>();
      for (let to = c; to < end; to += sizeof<T>()) {
        store<T>(to, <T>(load<T>(to) + <T>(factor * load<T>(right))));
        right += next;
      }
      left += <usize>aColumnStep * sizeof<T>();
    }
    c = end;
  }
}
