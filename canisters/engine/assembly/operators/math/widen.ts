import { Broadcast } from '../../core/broadcast';
import { DataType, elementSize } from '../../core/data-type';
import { convertElements } from './cast-kernel';

/** Elements that are computed at once in the wide type. */
const BLOCK: i32 = 256;

const ones: usize = memory.data(BLOCK * 8, 16);
const others: usize = memory.data(BLOCK * 8, 16);
const results: usize = memory.data(BLOCK * 8, 16);

/** The type in which elements are computed: whole numbers below 64 bits as such of 64 bits, others as they are. */
export function computedType(type: i32): i32 {
  switch (type) {
    case DataType.INT8:
    case DataType.INT16:
    case DataType.INT32: return DataType.INT64; // prettier-ignore
    case DataType.UINT8:
    case DataType.UINT16:
    case DataType.UINT32: return DataType.UINT64; // prettier-ignore
    default: return type; // prettier-ignore
  }
}

// The bits of a whole number are the same, with a sign and without.
function carriedType(wide: i32): i32 {
  return wide == DataType.UINT64 ? DataType.INT64 : wide;
}

/** Computes elements of one input of a type that a kernel takes in {@link computedType} only. */
export function unaryWide(
  kernel: u32,
  wide: i32,
  type: i32,
  from: usize,
  to: usize,
  count: i32,
  alpha: f64,
  beta: f64,
): void {
  const size = elementSize(type);
  const carried = carriedType(wide);
  while (count > 0) {
    const part = min(count, BLOCK);
    convertElements(type, from, carried, ones, part);
    call_indirect<void>(kernel, ones, results, part, alpha, beta);
    convertElements(carried, results, type, to, part);
    from += <usize>(part * size);
    to += <usize>(part * size);
    count -= part;
  }
}

/** Calls a kernel of two inputs for each run of the walk, in {@link computedType}; `isQuestion` says that it writes bools. */
export function walkWide(
  walk: Broadcast,
  kernel: u32,
  type: i32,
  one: usize,
  other: usize,
  to: usize,
  isQuestion: bool,
): void {
  const carried = carriedType(computedType(type));
  const size = elementSize(type);
  const oneStep = walk.step(0);
  const otherStep = walk.step(1);
  walk.start();
  for (let left = walk.runs; left > 0; left--) {
    let a = one + <usize>(walk.offset(0) * size);
    let b = other + <usize>(walk.offset(1) * size);
    for (let count = walk.run; count > 0; count -= BLOCK) {
      const part = min(count, BLOCK);
      convertElements(type, a, carried, ones, oneStep == 0 ? 1 : part);
      convertElements(type, b, carried, others, otherStep == 0 ? 1 : part);
      call_indirect<void>(kernel, ones, others, isQuestion ? to : results, part, oneStep, otherStep);
      if (!isQuestion) convertElements(carried, results, type, to, part);
      a += <usize>(part * oneStep * size);
      b += <usize>(part * otherStep * size);
      to += <usize>(isQuestion ? part : part * size);
    }
    walk.next();
  }
}
