import { copyBytes } from './copy-bytes';
import { elementBits, fillElements } from './fill-elements';

/** Copies `count` elements between places of a fixed distance each; the distances are in elements and may be 0 or negative. */
export function copyRun(
  to: usize,
  from: usize,
  count: i32,
  toStep: i32,
  fromStep: i32,
  elementSize: i32,
): void {
  if (toStep == 1 && fromStep == 1) copyBytes(to, from, <usize>count * <usize>elementSize);
  else if (toStep == 1 && fromStep == 0) fillElements(to, elementBits(from, elementSize), elementSize, count);
  else if (elementSize == 4) copySteps<u32>(to, from, count, toStep, fromStep);
  else if (elementSize == 8) copySteps<u64>(to, from, count, toStep, fromStep);
  else if (elementSize == 1) copySteps<u8>(to, from, count, toStep, fromStep);
  else copySteps<u16>(to, from, count, toStep, fromStep);
}

function copySteps<T>(to: usize, from: usize, count: i32, toStep: i32, fromStep: i32): void {
  const toDistance = <usize>(toStep * sizeof<T>());
  const fromDistance = <usize>(fromStep * sizeof<T>());
  while (count >= 4) {
    store<T>(to, load<T>(from));
    store<T>((to += toDistance), load<T>((from += fromDistance)));
    store<T>((to += toDistance), load<T>((from += fromDistance)));
    store<T>((to += toDistance), load<T>((from += fromDistance)));
    to += toDistance;
    from += fromDistance;
    count -= 4;
  }
  while (count > 0) {
    store<T>(to, load<T>(from));
    to += toDistance;
    from += fromDistance;
    count--;
  }
}
