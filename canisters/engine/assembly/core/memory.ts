import { MODEL_BYTES_MAX } from './limits';
import { Region } from './region';

/** Where bytes of strings and outputs of late nodes lie now: the model's region, the plan's or the run's. */
let current: Region = new Region();

/** Chooses where values are put from now on; gives back what was chosen before. */
export function useRegion(region: Region): Region {
  const before = current;
  current = region;
  return before;
}

export function currentRegion(): Region {
  return current;
}

/** Memory that lives as long as the values that are computed now. 16-aligned. */
export function allocateValue(size: usize): usize {
  return current.allocate(size);
}

/** Where what is made of a model's weights lies: the model's region. */
let lasting: Region = new Region();

/** Chooses the model whose nodes are prepared from now on. */
export function useLastingRegion(region: Region): void {
  lasting = region;
}

/** Whether the model may still keep so many bytes; weights that do not fit in another order are turned in each run. */
export function hasLastingRoom(size: u64): bool {
  return <u64>lasting.heldBytes + size <= MODEL_BYTES_MAX;
}

/** Memory that lives as long as the model: weights in another order, made once. 16-aligned. */
export function allocateLasting(size: usize): usize {
  return lasting.allocate(size);
}

/** Writes a string as an element: a pointer and a length. The bytes must live as long as the element. */
export function storeString(element: usize, bytes: usize, length: i32): void {
  store<u32>(element, <u32>bytes);
  store<u32>(element, <u32>length, 4);
}

/** The bytes of a string element. */
export function stringBytes(element: usize): usize {
  return <usize>load<u32>(element);
}

/** Number of bytes of a string element. */
export function stringLength(element: usize): i32 {
  return load<i32>(element, 4);
}
