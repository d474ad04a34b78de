/** (x - mean) · factor + bias for `size` bytes of floats or doubles; by vectors and by elements the bits are the same. */
export function scaleRun<T>(from: usize, to: usize, size: usize, mean: T, factor: T, bias: T): void {
  const end = to + size;
  const means = v128.splat<T>(mean);
  const factors = v128.splat<T>(factor);
  const biases = v128.splat<T>(bias);
  for (; to + 64 <= end; to += 64, from += 64) {
    const first = v128.mul<T>(v128.sub<T>(v128.load(from), means), factors);
    const second = v128.mul<T>(v128.sub<T>(v128.load(from, 16), means), factors);
    const third = v128.mul<T>(v128.sub<T>(v128.load(from, 32), means), factors);
    const fourth = v128.mul<T>(v128.sub<T>(v128.load(from, 48), means), factors);
    v128.store(to, v128.add<T>(first, biases));
    v128.store(to, v128.add<T>(second, biases), 16);
    v128.store(to, v128.add<T>(third, biases), 32);
    v128.store(to, v128.add<T>(fourth, biases), 48);
  }
  for (; to + 16 <= end; to += 16, from += 16) {
    const scaled = v128.mul<T>(v128.sub<T>(v128.load(from), means), factors);
    v128.store(to, v128.add<T>(scaled, biases));
  }
  for (; to < end; to += sizeof<T>(), from += sizeof<T>())
    store<T>(to, (load<T>(from) - mean) * factor + bias);
}

/** As {@link scaleRun}, with a mean, a factor and a bias of its own for each element. */
export function scaleEach<T>(
  from: usize,
  to: usize,
  size: usize,
  means: usize,
  factors: usize,
  biases: usize,
): void {
  const end = to + size;
  for (; to + 16 <= end; to += 16, from += 16, means += 16, factors += 16, biases += 16) {
    const scaled = v128.mul<T>(v128.sub<T>(v128.load(from), v128.load(means)), v128.load(factors));
    v128.store(to, v128.add<T>(scaled, v128.load(biases)));
  }
  for (; to < end; to += sizeof<T>()) {
    store<T>(to, (load<T>(from) - load<T>(means)) * load<T>(factors) + load<T>(biases));
    from += sizeof<T>();
    means += sizeof<T>();
    factors += sizeof<T>();
    biases += sizeof<T>();
  }
}
