import { copyBytes } from './copy-bytes';
import { fillElements } from './fill-elements';

/**
 * Copies channels of depth, height, width into larger ones: `begin` elements stand before each axis, and what is around is filled
 * with the same element. Sizes are those of the source, `outer` ones those of the target.
 */
export function padChannels(
  to: usize,
  from: usize,
  channels: i32,
  sizes: StaticArray<i32>,
  begins: StaticArray<i32>,
  outer: StaticArray<i32>,
  bits: u64,
  elementSize: i32,
): void {
  const line = <usize>sizes[2] * <usize>elementSize;
  const outerLine = <usize>outer[2] * <usize>elementSize;
  const page = outer[1] * outer[2];
  const before = begins[2];
  const behind = outer[2] - before - sizes[2];
  for (let channel = 0; channel < channels; channel++) {
    for (let layer = 0; layer < outer[0]; layer++) {
      const isInside = layer >= begins[0] && layer < begins[0] + sizes[0];
      if (!isInside) {
        fillElements(to, bits, elementSize, page);
        to += <usize>page * <usize>elementSize;
        continue;
      }
      const above = begins[1] * outer[2];
      fillElements(to, bits, elementSize, above);
      to += <usize>above * <usize>elementSize;
      for (let row = 0; row < sizes[1]; row++) {
        fillElements(to, bits, elementSize, before);
        const inner = to + <usize>before * <usize>elementSize;
        copyBytes(inner, from, line);
        fillElements(inner + line, bits, elementSize, behind);
        to += outerLine;
        from += line;
      }
      const below = (outer[1] - begins[1] - sizes[1]) * outer[2];
      fillElements(to, bits, elementSize, below);
      to += <usize>below * <usize>elementSize;
    }
  }
}
