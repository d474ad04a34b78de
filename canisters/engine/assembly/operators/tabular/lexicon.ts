const FNV_START: u32 = 0x811c9dc5;
const FNV_FACTOR: u32 = 0x01000193;

/** Finds texts, byte for byte. Open addressing over the FNV-1a hash. */
export class Lexicon {
  private texts: Array<Uint8Array>;
  private values: StaticArray<i32>;
  private slots: StaticArray<i32>;
  private count: i32 = 0;

  /** Room for `capacity` texts. */
  constructor(capacity: i32) {
    this.texts = new Array<Uint8Array>();
    this.values = new StaticArray<i32>(capacity);
    this.slots = new StaticArray<i32>(slotsFor(capacity));
  }

  /** Gives a text a value; a text that is there already keeps its place and takes the new value. */
  add(text: Uint8Array, value: i32): void {
    const slot = this.slotOf(text.dataStart, text.length);
    const at = this.slots[slot];
    if (at > 0) {
      this.values[at - 1] = value;
      return;
    }
    this.texts.push(text);
    this.values[this.count++] = value;
    this.slots[slot] = this.count;
  }

  /** The value of a text, or -1. */
  find(bytes: usize, length: i32): i32 {
    const at = unchecked(this.slots[this.slotOf(bytes, length)]);
    return at > 0 ? unchecked(this.values[at - 1]) : -1;
  }

  private slotOf(bytes: usize, length: i32): i32 {
    let hash = FNV_START;
    for (let index = 0; index < length; index++) {
      hash = (hash ^ (<u32>load<u8>(bytes + <usize>index))) * FNV_FACTOR;
    }
    const mask = this.slots.length - 1;
    let slot = (<i32>(hash ^ (hash >> 15))) & mask;
    for (;;) {
      const at = unchecked(this.slots[slot]);
      if (at == 0) break;
      const text = unchecked(this.texts[at - 1]);
      if (text.length == length && memory.compare(text.dataStart, bytes, <usize>length) == 0) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

/** Finds numbers of up to 64 bits. Open addressing over a multiplicative hash. */
export class NumberLexicon {
  private keys: StaticArray<u64>;
  private values: StaticArray<i32>;
  private slots: StaticArray<i32>;
  private count: i32 = 0;

  constructor(capacity: i32) {
    this.keys = new StaticArray<u64>(capacity);
    this.values = new StaticArray<i32>(capacity);
    this.slots = new StaticArray<i32>(slotsFor(capacity));
  }

  add(key: u64, value: i32): void {
    const slot = this.slotOf(key);
    const at = this.slots[slot];
    if (at > 0) {
      this.values[at - 1] = value;
      return;
    }
    this.keys[this.count] = key;
    this.values[this.count++] = value;
    this.slots[slot] = this.count;
  }

  /** The value of a key, or -1. */
  find(key: u64): i32 {
    const at = unchecked(this.slots[this.slotOf(key)]);
    return at > 0 ? unchecked(this.values[at - 1]) : -1;
  }

  private slotOf(key: u64): i32 {
    const mask = this.slots.length - 1;
    let hash = key * 0x9e37_79b9_7f4a_7c15;
    let slot = (<i32>(hash >> 32)) & mask;
    for (;;) {
      const at = unchecked(this.slots[slot]);
      if (at == 0 || unchecked(this.keys[at - 1]) == key) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}

// A power of two that leaves at least half of the slots empty.
function slotsFor(capacity: i32): i32 {
  let slots = 8;
  while (slots < 2 * capacity) slots <<= 1;
  return slots;
}
