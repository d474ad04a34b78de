/** (x - mean) · factor + bias for `size` bytes of floats or doubles; by vectors and by elements the bits are the same. */
export function scaleRun<T>(from: usize, to: usize, size: usize, mean: T, factor: T, bias: T): void {
  const end = to + size;
  const means = v128.splat<T>(mean);
  const factors = v128.splat<T>(factor);
  const biases = v128.splat<T>(bias);
  for (; to + 16 <= end; to += 16, from += 16) {
    const scaled = v128.mul<T>(v128.sub<T>(v128.load(from), means), factors);
    v128.store(to, v128.add<T>(scaled, biases));
  }
  for (; to < end; to += sizeof<T>(), from += sizeof<T>())
    store<T>(to, (load<T>(from) - mean) * factor + bias);
}
