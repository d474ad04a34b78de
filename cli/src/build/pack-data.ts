import { BuildError } from './build-error.ts';
import { encodeU32Leb128 } from './custom-section.ts';

/** Sections by their numbers. Source: WebAssembly core specification 2.0, section 5.5.2. */
const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  memory: 5,
  start: 8,
  code: 10,
  data: 11,
  dataCount: 12,
};
const HEADER_SIZE = 8;
const PAGE_SIZE = 65_536;
const FUNCTION_TYPE_WITHOUT_VALUES = [0x60, 0x00, 0x00];

/** Longest runs that one byte of control announces. */
const LITERALS_MAX = 128;
const ZEROS_MAX = 64;
const WIDE_MAX = 64;

interface Section {
  readonly id: number;
  readonly content: Uint8Array;
}

/**
 * Packs the initial memory of a module that AssemblyScript compiled: its texts have two bytes a character and lie in thousands of
 * small segments. One segment takes their place; a function that runs first unpacks it and calls the module's own start.
 * When it has run, the memory is what it would have been, so that nothing else can tell.
 * Errors: `compile-failed` for a module of another shape, which the compiler does not make.
 */
export function packData(module: Uint8Array): Uint8Array {
  const sections = readSections(module);
  const find = (id: number): Uint8Array => {
    const found = sections.find((section) => section.id === id);
    if (found === undefined) throw unexpected(`section ${id}`);
    return found.content;
  };
  const image = readImage(find(SECTION.data));
  const packed = pack(image.bytes);
  const at = (image.start + image.bytes.length + 15) & ~15;
  const { content: types, index: type } = withType(find(SECTION.type));
  const functions = readVector(find(SECTION.function));
  const start = functionCountOf(sections) + functions.count;
  const body = unpacker({ packed: at, size: packed.length, to: image.start }, readStart(sections));
  const changed = new Map<number, Uint8Array>([
    [SECTION.type, types],
    [SECTION.function, withItem(functions, encodeU32Leb128(type))],
    [SECTION.memory, memoryOf(find(SECTION.memory), at + packed.length)],
    [SECTION.start, encodeU32Leb128(start)],
    [SECTION.dataCount, encodeU32Leb128(1)],
    [SECTION.code, withItem(readVector(find(SECTION.code)), body)],
    [
      SECTION.data,
      Buffer.concat([Uint8Array.of(1, 0, 0x41), encodeS32(at), Uint8Array.of(0x0b), sized(packed)]),
    ],
  ]);
  const parts = sections.map(({ id, content }) => {
    const now = changed.get(id) ?? content;
    return Buffer.concat([Uint8Array.of(id), sized(now)]);
  });
  return Buffer.concat([module.subarray(0, HEADER_SIZE), ...parts]);
}

/** Bytes with runs of zeros left out and texts of two bytes a character halved; the inverse is {@link unpacker}. */
export function pack(image: Uint8Array): Uint8Array {
  const out: number[] = [];
  let literals: number[] = [];
  const flush = (): void => {
    if (literals.length > 0) out.push(literals.length - 1, ...literals);
    literals = [];
  };
  for (let at = 0; at < image.length;) {
    const zeros = runOf(image, at, ZEROS_MAX, (byte) => byte === 0);
    const wide = wideRunOf(image, at);
    if (zeros >= 2) {
      flush();
      out.push(0x7f + zeros);
      at += zeros;
    } else if (wide >= 3) {
      flush();
      out.push(0xbf + wide);
      for (let unit = 0; unit < wide; unit += 1) out.push(image[at + 2 * unit] as number);
      at += 2 * wide;
    } else {
      literals.push(image[at] as number);
      if (literals.length === LITERALS_MAX) flush();
      at += 1;
    }
  }
  flush();
  return Uint8Array.from(out);
}

function runOf(image: Uint8Array, from: number, most: number, holds: (byte: number) => boolean): number {
  let length = 0;
  while (length < most && from + length < image.length && holds(image[from + length] as number)) length += 1;
  return length;
}

/** Characters from here on whose second byte is zero and whose first is not. */
function wideRunOf(image: Uint8Array, from: number): number {
  let units = 0;
  for (; units < WIDE_MAX && from + 2 * units + 1 < image.length; units += 1) {
    if (image[from + 2 * units] === 0 || image[from + 2 * units + 1] !== 0) break;
  }
  return units;
}

interface Places {
  readonly packed: number;
  readonly size: number;
  readonly to: number;
}

/**
 * The body of the function that unpacks. A byte below 0x80 stands before that many literal bytes and one more, one below 0xc0 for
 * zeros, others for characters of two bytes. What was packed is wiped. Source: WebAssembly core specification 2.0, section 5.4.
 */
function unpacker({ packed, size, to }: Places, start: number | undefined): Uint8Array {
  const [from, target, left, control] = [0, 1, 2, 3];
  const get = (local: number): number[] => [0x20, local];
  const set = (local: number): number[] => [0x21, local];
  const number = (value: number): number[] => [0x41, ...encodeS32(value)];
  const move = (local: number, by: number): number[] => [...get(local), ...number(by), 0x6a, ...set(local)];
  const load8 = [0x2d, 0x00, 0x00];
  const copy = (store: number[], step: number): number[] => [
    ...[0x03, 0x40, ...get(target), ...get(from), ...load8, ...store],
    ...[...move(from, 1), ...move(target, step), ...move(left, -1), ...get(left), 0x0d, 0x00, 0x0b],
  ];
  const count = (base: number): number[] => [...get(control), ...number(base), 0x6b];
  const code = [
    ...[...number(packed), ...set(from), ...number(to), ...set(target)],
    ...[0x03, 0x40, ...get(from), ...load8, ...set(control), ...move(from, 1)],
    ...[
      ...get(control),
      ...number(0x80),
      0x49,
      0x04,
      0x40,
      ...count(-1),
      ...set(left),
      ...copy([0x3a, 0x00, 0x00], 1),
    ],
    ...[0x05, ...get(control), ...number(0xc0), 0x49, 0x04, 0x40],
    ...[...get(target), ...count(0x7f), 0x6a, ...set(target)],
    ...[0x05, ...count(0xbf), ...set(left), ...copy([0x3b, 0x00, 0x00], 2), 0x0b, 0x0b],
    ...[...get(from), ...number(packed + size), 0x49, 0x0d, 0x00, 0x0b],
    ...[...number(packed), ...number(0), ...number(size), 0xfc, 0x0b, 0x00],
    ...(start === undefined ? [] : [0x10, ...encodeU32Leb128(start)]),
  ];
  return sized(Uint8Array.from([0x01, 0x04, 0x7f, ...code, 0x0b]));
}

function readSections(module: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let at = HEADER_SIZE; at < module.length;) {
    const id = module[at] as number;
    const size = readU32(module, at + 1);
    if (size.end + size.value > module.length) throw unexpected('a section longer than the module');
    sections.push({ id, content: module.subarray(size.end, size.end + size.value) });
    at = size.end + size.value;
  }
  return sections;
}

function readImage(data: Uint8Array): { readonly start: number; readonly bytes: Uint8Array } {
  const { count, items } = readVector(data);
  const segments: { offset: number; bytes: Uint8Array }[] = [];
  for (let index = 0, at = 0; index < count; index += 1) {
    if (items[at] !== 0 || items[at + 1] !== 0x41) throw unexpected('a segment without a fixed place');
    const offset = readU32(items, at + 2);
    const size = readU32(items, offset.end + 1);
    segments.push({ offset: offset.value, bytes: items.subarray(size.end, size.end + size.value) });
    at = size.end + size.value;
  }
  if (segments.length === 0) throw unexpected('no data');
  const start = Math.min(...segments.map(({ offset }) => offset));
  const bytes = new Uint8Array(
    Math.max(...segments.map(({ offset, bytes: { length } }) => offset + length)) - start,
  );
  for (const segment of segments) bytes.set(segment.bytes, segment.offset - start);
  return { start, bytes };
}

function withType(types: Uint8Array): { readonly content: Uint8Array; readonly index: number } {
  const vector = readVector(types);
  return { content: withItem(vector, Uint8Array.from(FUNCTION_TYPE_WITHOUT_VALUES)), index: vector.count };
}

/** Functions that the module imports; they are counted before its own. */
function functionCountOf(sections: readonly Section[]): number {
  const imports = sections.find(({ id }) => id === SECTION.import);
  if (imports === undefined) return 0;
  const { count, items } = readVector(imports.content);
  for (let index = 0, at = 0; index < count; index += 1) {
    const module = readU32(items, at);
    const name = readU32(items, module.end + module.value);
    at = name.end + name.value;
    if (items[at] !== 0) throw unexpected('an import that is no function');
    at = readU32(items, at + 1).end;
  }
  return count;
}

function readStart(sections: readonly Section[]): number {
  const start = sections.find(({ id }) => id === SECTION.start);
  if (start === undefined) throw unexpected('no start function');
  return readU32(start.content, 0).value;
}

function memoryOf(memory: Uint8Array, end: number): Uint8Array {
  const limits = readVector(memory);
  if (limits.count !== 1 || limits.items[0] !== 0) throw unexpected('a memory with a maximum');
  const pages = Math.max(readU32(limits.items, 1).value, Math.ceil(end / PAGE_SIZE));
  return Buffer.concat([Uint8Array.of(1, 0), encodeU32Leb128(pages)]);
}

interface Vector {
  readonly count: number;
  readonly items: Uint8Array;
}

function readVector(content: Uint8Array): Vector {
  const count = readU32(content, 0);
  return { count: count.value, items: content.subarray(count.end) };
}

function withItem({ count, items }: Vector, item: Uint8Array): Uint8Array {
  return Buffer.concat([encodeU32Leb128(count + 1), items, item]);
}

function sized(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([encodeU32Leb128(bytes.length), bytes]);
}

/** A number of LEB128; signed ones that are not negative read the same. */
function readU32(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) throw unexpected('an end inside a number');
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: at + index + 1 };
  }
  throw unexpected('a number of more than 32 bits');
}

function encodeS32(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return Uint8Array.from(bytes);
  }
}

function unexpected(what: string): BuildError {
  return new BuildError('compile-failed', `expected a module as AssemblyScript makes it, got ${what}`);
}
