import { ByteReader } from './byte-reader.ts';
import { OP, TYPE } from './opcodes.ts';
import { malformed } from './wasm-refusal.ts';
import type { ConstantExpression, ElementSegment, FunctionType, ModuleLayout } from './module-layout.ts';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** Place of each section id in the required order (data count comes before code). */
const SECTION_ORDER = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10];
const VALUE_TYPES: ReadonlySet<number> = new Set(Object.values(TYPE));
/** No section can hold more entries than V8 allows; keeps a lying count from allocating. */
const ENTRIES_MAX = 1_000_000;

/**
 * Takes a module apart, refusing what the IC's engine does not know (shared or several memories, tags, GC types,
 * extended constant expressions). Function bodies are not looked into.
 * Errors: WasmRefusal.
 */
export function decodeModule(bytes: Uint8Array): ModuleLayout {
  if (HEADER.some((byte, i) => bytes[i] !== byte)) malformed('magic header not detected: bad magic number');
  const layout = emptyLayout(bytes);
  const reader = new ByteReader(bytes, HEADER.length);
  let last = 0;
  while (!reader.atEnd) {
    const id = reader.byte();
    const section = reader.slice(reader.u32());
    if (id === 0) {
      layout.customSections.push({
        name: section.name(),
        content: bytes.subarray(section.position, section.end),
      });
      continue;
    }
    const order = SECTION_ORDER[id];
    if (order === undefined) malformed(`unknown section code: ${id}`);
    if (order <= last) malformed('section out of order');
    last = order;
    decodeSection(layout, id, section);
    if (!section.atEnd) malformed('section size mismatch: unexpected data at the end of the section');
  }
  const defined = layout.functionTypes.length - layout.imports.length;
  if (defined !== layout.bodies.length) malformed('function and code section have inconsistent lengths');
  if (layout.dataCount !== undefined && layout.dataCount !== layout.data.length) {
    malformed('data count and data section have inconsistent lengths');
  }
  return layout;
}

function emptyLayout(bytes: Uint8Array): ModuleLayout {
  return {
    bytes,
    types: [],
    imports: [],
    functionTypes: [],
    table: undefined,
    memory: undefined,
    globals: [],
    exports: [],
    start: undefined,
    elements: [],
    data: [],
    dataCount: undefined,
    bodies: [],
    codeSectionBytes: 0,
    customSections: [],
  };
}

function decodeSection(layout: ModuleLayout, id: number, reader: ByteReader): void {
  switch (id) {
    case 1:
      return each(reader, () => layout.types.push(functionType(reader)));
    case 2:
      return each(reader, () => decodeImport(layout, reader));
    case 3:
      return each(reader, () => layout.functionTypes.push(typeIndex(layout, reader)));
    case 4:
      return each(reader, () => decodeTable(layout, reader));
    case 5:
      return each(reader, () => decodeMemory(layout, reader));
    case 6:
      return each(reader, () => {
        const type = valueType(reader);
        const mutability = reader.byte();
        if (mutability > 1) malformed('malformed mutability');
        layout.globals.push({ type, mutable: mutability === 1, initial: constantExpression(reader) });
      });
    case 7:
      return each(reader, () => decodeExport(layout, reader));
    case 8:
      layout.start = functionIndex(layout, reader);
      return;
    case 9:
      return each(reader, () => layout.elements.push(elementSegment(layout, reader)));
    case 10:
      return decodeCode(layout, reader);
    case 11:
      return each(reader, () => decodeData(layout, reader));
    default:
      layout.dataCount = reader.u32();
  }
}

function each(reader: ByteReader, decode: () => void): void {
  const count = reader.u32();
  if (count > ENTRIES_MAX) malformed(`section has ${count} entries, more than ${ENTRIES_MAX}`);
  for (let i = 0; i < count; i++) decode();
}

function functionType(reader: ByteReader): FunctionType {
  if (reader.byte() !== 0x60) malformed('a type is not a function type');
  const params: number[] = [];
  const results: number[] = [];
  each(reader, () => params.push(valueType(reader)));
  each(reader, () => results.push(valueType(reader)));
  return { params, results };
}

function valueType(reader: ByteReader): number {
  const type = reader.byte();
  if (!VALUE_TYPES.has(type)) malformed(`unsupported value type 0x${type.toString(16)}`);
  return type;
}

function typeIndex(layout: ModuleLayout, reader: ByteReader): number {
  const index = reader.u32();
  if (index >= layout.types.length) malformed(`unknown type ${index}: type index out of bounds`);
  return index;
}

function functionIndex(layout: ModuleLayout, reader: ByteReader): number {
  const index = reader.u32();
  if (index >= layout.functionTypes.length)
    malformed(`unknown function ${index}: function index out of bounds`);
  return index;
}

function decodeImport(layout: ModuleLayout, reader: ByteReader): void {
  const module = reader.name();
  const name = reader.name();
  const kind = reader.byte();
  if (kind !== 0) {
    const what = ['function', 'table', 'memory', 'global', 'tag'][kind] ?? 'unknown';
    malformed(`module imports the ${what} '${name}' from '${module}'; only functions of ic0 can be imported`);
  }
  const type = typeIndex(layout, reader);
  layout.imports.push({ module, name, type });
  layout.functionTypes.push(type);
}

function decodeTable(layout: ModuleLayout, reader: ByteReader): void {
  if (layout.table) malformed('multiple tables');
  const elementType = reader.byte();
  if (elementType !== TYPE.funcref && elementType !== TYPE.externref) malformed('unsupported table type');
  const limits = decodeLimits(reader);
  layout.table = { elementType, ...limits };
}

function decodeMemory(layout: ModuleLayout, reader: ByteReader): void {
  if (layout.memory) malformed('multiple memories');
  const { index64, min, max } = decodeLimits(reader);
  layout.memory = { index64, minPages: min, maxPages: max };
}

function decodeLimits(reader: ByteReader): { index64: boolean; min: number; max: number | undefined } {
  const flags = reader.byte();
  if ((flags & ~5) !== 0) malformed('unsupported limits: threads and custom page sizes are not enabled');
  const index64 = (flags & 4) !== 0;
  const number = (): number => (index64 ? Number(reader.u64()) : reader.u32());
  const min = number();
  const max = (flags & 1) !== 0 ? number() : undefined;
  if (max !== undefined && max < min) malformed('size minimum must not be greater than maximum');
  return { index64, min, max };
}

function decodeExport(layout: ModuleLayout, reader: ByteReader): void {
  const name = reader.name();
  const kind = reader.byte();
  const index = reader.u32();
  const bounds = [
    layout.functionTypes.length,
    layout.table ? 1 : 0,
    layout.memory ? 1 : 0,
    layout.globals.length,
  ][kind];
  if (bounds === undefined || index >= bounds) malformed(`export '${name}' names nothing that exists`);
  layout.exports.push({ name, kind, index });
}

/** One constant instruction and `end`; the extended constant expressions are not enabled on the IC. */
function constantExpression(reader: ByteReader): ConstantExpression {
  const from = reader.position;
  const opcode = reader.byte();
  let value = 0n;
  if (opcode === OP.i32Const) value = BigInt(reader.s32());
  else if (opcode === OP.i64Const) value = reader.s64();
  else if (opcode === OP.f32Const) reader.take(4);
  else if (opcode === OP.f64Const) reader.take(8);
  else if (opcode === OP.refNull) valueType(reader);
  else if (opcode === OP.refFunc) value = BigInt(reader.u32());
  else if (opcode === OP.simd && reader.u32() === 12) reader.take(16);
  else malformed('constant expression required');
  if (reader.byte() !== OP.end) malformed('constant expression required: expected one instruction');
  return { from, to: reader.position, opcode, value };
}

function elementSegment(layout: ModuleLayout, reader: ByteReader): ElementSegment {
  const flags = reader.u32();
  if (flags > 7) malformed('invalid flags byte in element segment');
  const active = (flags & 1) === 0;
  if (active && (flags & 2) !== 0 && reader.u32() !== 0) malformed('unknown table');
  if (active && !layout.table) malformed('unknown table 0');
  const offset = active ? constantExpression(reader) : undefined;
  const expected = layout.table?.index64 ? OP.i64Const : OP.i32Const;
  if (offset && offset.opcode !== expected) malformed('type mismatch in the offset of an element segment');
  const from = reader.position;
  if ((flags & 3) !== 0) {
    const kind = reader.byte();
    const known = (flags & 4) === 0 ? kind === 0 : kind === TYPE.funcref || kind === TYPE.externref;
    if (!known) malformed('unsupported kind of element segment');
  }
  const functions: number[] = [];
  each(reader, () => {
    if ((flags & 4) === 0) {
      functions.push(functionIndex(layout, reader));
      return;
    }
    const item = constantExpression(reader);
    if (item.opcode === OP.refFunc) functions.push(Number(item.value));
  });
  return { flags, offset, rest: { from, to: reader.position }, functions };
}

function decodeCode(layout: ModuleLayout, reader: ByteReader): void {
  layout.codeSectionBytes = reader.end - reader.position;
  each(reader, () => {
    const body = reader.slice(reader.u32());
    layout.bodies.push({ from: body.position, to: body.end });
  });
}

function decodeData(layout: ModuleLayout, reader: ByteReader): void {
  const flags = reader.u32();
  if (flags > 2) malformed('invalid flags byte in data segment');
  if (flags === 2 && reader.u32() !== 0) malformed('unknown memory');
  if (flags !== 1 && !layout.memory) malformed('unknown memory 0');
  const offset = flags === 1 ? undefined : constantExpression(reader);
  layout.data.push({ offset, content: reader.take(reader.u32()) });
}
