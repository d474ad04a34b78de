import { DataType, elementSize } from '../../core/data-type';
import { storeString, stringBytes, stringLength } from '../../core/memory';
import { State } from '../../core/node';
import { Lexicon, NumberLexicon } from './lexicon';

/** Bits that stand for every NaN. */
const NAN_BITS: u64 = u64.MAX_VALUE;

/** A list of elements of one type, copied out of the model's attributes; the bytes of texts are the model's own. */
export class Elements {
  type: i32 = DataType.UNDEFINED;
  count: i32 = 0;
  texts: Array<Uint8Array> = new Array<Uint8Array>();
  /** Elements of other types, as they lie in a tensor. */
  bytes: StaticArray<u8> = new StaticArray<u8>(0);

  /** The element's bits: equal for equal elements, so that zeros are one number and NaNs another. */
  bitsAt(index: i32): u64 {
    return elementBits(changetype<usize>(this.bytes), index, this.type);
  }

  /** Writes an element to a tensor of the type. */
  put(to: usize, index: i32): void {
    if (this.type == DataType.STRING) {
      const text = this.texts[index];
      storeString(to, text.dataStart, text.length);
    } else {
      const size = <usize>elementSize(this.type);
      memory.copy(to, changetype<usize>(this.bytes) + <usize>index * size, size);
    }
  }
}

function elementBits(data: usize, index: i32, type: i32): u64 {
  const at = <usize>index;
  if (type == DataType.FLOAT) {
    const value = load<f32>(data + (at << 2));
    return value == 0 ? 0 : value != value ? NAN_BITS : <u64>reinterpret<u32>(value);
  }
  if (type == DataType.DOUBLE) {
    const value = load<f64>(data + (at << 3));
    return value == 0 ? 0 : value != value ? NAN_BITS : reinterpret<u64>(value);
  }
  const size = elementSize(type);
  if (size == 8) return load<u64>(data + (at << 3));
  if (size == 4) return <u64>load<u32>(data + (at << 2));
  return size == 2 ? <u64>load<u16>(data + (at << 1)) : <u64>load<u8>(data + at);
}

/**
 * Keys, the value of each, and the value of what is no key. A key that is there twice has its last value. A NaN as a key is found
 * when `findsNan` says so.
 */
export class LabelMap extends State {
  keyType: i32;
  values: Elements;
  otherwise: Elements;
  private texts: Lexicon | null = null;
  private numbers: NumberLexicon | null = null;

  constructor(keys: Elements, values: Elements, otherwise: Elements, findsNan: bool) {
    super();
    this.keyType = keys.type;
    this.values = values;
    this.otherwise = otherwise;
    if (keys.type == DataType.STRING) {
      const texts = new Lexicon(keys.count);
      for (let index = 0; index < keys.count; index++) texts.add(keys.texts[index], index);
      this.texts = texts;
    } else {
      const numbers = new NumberLexicon(keys.count);
      const isFloating = keys.type == DataType.FLOAT || keys.type == DataType.DOUBLE;
      for (let index = 0; index < keys.count; index++) {
        const bits = keys.bitsAt(index);
        if (findsNan || !isFloating || bits != NAN_BITS) numbers.add(bits, index);
      }
      this.numbers = numbers;
    }
  }

  /** Writes the values of elements of the keys' type. */
  mapAll(from: usize, to: usize, count: i32): void {
    const size = <usize>elementSize(this.values.type);
    const texts = this.texts;
    for (let index = 0; index < count; index++) {
      let found: i32;
      if (texts !== null) {
        const element = from + ((<usize>index) << 3);
        found = texts.find(stringBytes(element), stringLength(element));
      } else {
        found = this.numbers!.find(elementBits(from, index, this.keyType));
      }
      const element = to + <usize>index * size;
      if (found >= 0) this.values.put(element, found);
      else this.otherwise.put(element, 0);
    }
  }
}
