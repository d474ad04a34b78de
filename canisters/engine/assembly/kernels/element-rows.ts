/** to = one + other, element by element, for floats; `to` may be one of them. */
export function addRows(to: usize, one: usize, other: usize, count: i32): void {
  const end = to + ((<usize>count) << 2);
  for (; to < end; to += 4) {
    store<f32>(to, load<f32>(one) + load<f32>(other));
    one += 4;
    other += 4;
  }
}

/** to = one * other. */
export function multiplyRows(to: usize, one: usize, other: usize, count: i32): void {
  const end = to + ((<usize>count) << 2);
  for (; to < end; to += 4) {
    store<f32>(to, load<f32>(one) * load<f32>(other));
    one += 4;
    other += 4;
  }
}

/** to = to + one * other. */
export function addProducts(to: usize, one: usize, other: usize, count: i32): void {
  const end = to + ((<usize>count) << 2);
  for (; to < end; to += 4) {
    store<f32>(to, load<f32>(to) + load<f32>(one) * load<f32>(other));
    one += 4;
    other += 4;
  }
}

/** to = share * one + (1 - share) * other. */
export function blendRows(to: usize, share: usize, one: usize, other: usize, count: i32): void {
  const end = to + ((<usize>count) << 2);
  for (; to < end; to += 4) {
    const part = load<f32>(share);
    store<f32>(to, part * load<f32>(one) + <f32>(1 - part) * load<f32>(other));
    share += 4;
    one += 4;
    other += 4;
  }
}

/** to = 1 - from. */
export function oneLess(to: usize, from: usize, count: i32): void {
  const end = to + ((<usize>count) << 2);
  for (; to < end; to += 4) {
    store<f32>(to, <f32>1 - load<f32>(from));
    from += 4;
  }
}
