import { Shape } from './shape';

/**
 * Keys and values of the tokens of a context. Memory is taken once and never cleared: nothing behind the last token is used.
 * Keys lie in panels of four positions, number by number, so that the scores of four positions are computed at once; values lie
 * position by position.
 */
export class KeyValueCache {
  private keys: StaticArray<usize>;
  private values: StaticArray<usize>;
  private headSize: usize;
  private headWidth: i32;

  constructor(shape: Shape, contextTokens: i32) {
    const positions = (<usize>(contextTokens + 3)) & ~3;
    this.headWidth = shape.headWidth;
    this.headSize = (positions * <usize>shape.headWidth) << 2;
    this.keys = new StaticArray<usize>(shape.layers);
    this.values = new StaticArray<usize>(shape.layers);
    for (let layer = 0; layer < shape.layers; layer++) {
      this.keys[layer] = heap.alloc(<usize>shape.keyHeads * this.headSize);
      this.values[layer] = heap.alloc(<usize>shape.keyHeads * this.headSize);
    }
  }

  free(): void {
    for (let layer = 0; layer < this.keys.length; layer++) {
      heap.free(this.keys[layer]);
      heap.free(this.values[layer]);
    }
  }

  /** First panel of a head's keys. */
  keysOf(layer: i32, head: i32): usize {
    return unchecked(this.keys[layer]) + <usize>head * this.headSize;
  }

  /** A head's value at position 0. */
  valuesOf(layer: i32, head: i32): usize {
    return unchecked(this.values[layer]) + <usize>head * this.headSize;
  }

  /** Keeps one head's key and value of a position. */
  keep(layer: i32, head: i32, position: i32, key: usize, value: usize): void {
    const width = this.headWidth;
    const panel = this.keysOf(layer, head) + <usize>((position >> 2) * width) * 16;
    let to = panel + ((<usize>(position & 3)) << 2);
    for (let index = 0; index < width; index++) {
      store<f32>(to, load<f32>(key));
      key += 4;
      to += 16;
    }
    to = this.valuesOf(layer, head) + ((<usize>position * <usize>width) << 2);
    const end = to + ((<usize>width) << 2);
    for (; to < end; to += 16) {
      v128.store(to, v128.load(value));
      value += 16;
    }
  }
}

/** Bytes of the keys and values of that many tokens. */
export function cacheBytes(shape: Shape, contextTokens: i32): u64 {
  return cacheLayerBytes(shape, contextTokens) * 2 * <u64>shape.layers;
}

/** Bytes of the keys, or of the values, of one layer. */
export function cacheLayerBytes(shape: Shape, contextTokens: i32): u64 {
  return ((<u64>contextTokens + 3) & ~3) * <u64>shape.keyWidth * 4;
}
