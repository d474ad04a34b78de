/** The places 0 to `count` - 1 in the order of a comparison; equal ones keep their order. Merges from below. */
export function sortPlaces(count: i32, compare: (one: i32, other: i32) => i32): StaticArray<i32> {
  let from = new StaticArray<i32>(count);
  let to = new StaticArray<i32>(count);
  for (let at = 0; at < count; at++) from[at] = at;
  for (let width = 1; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = min(start + width, count);
      const end = min(start + 2 * width, count);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const isLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0);
        to[at] = isLeft ? from[left++] : from[right++];
      }
    }
    const kept = from;
    from = to;
    to = kept;
  }
  return from;
}
