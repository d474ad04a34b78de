import { ByteWriter } from './byte-writer.ts';
import { encodeTables } from './encode-tables.ts';
import { HelperFunctions, uleb } from './helper-functions.ts';
import { MEMORY_PAGES_MAX, SHADOW_PAGES } from './module-limits.ts';
import { OP, TYPE } from './opcodes.ts';
import { PRIVATE_EXPORT, V128_ACCESSOR } from './prepared-module.ts';
import { FunctionRewriter } from './rewrite-function.ts';
import { functionsInTables } from './functions-in-tables.ts';
import type { FunctionType, ModuleLayout } from './module-layout.ts';
import type { CodeScan } from './scan-code.ts';

/** What the encoder puts into the code; the sandbox needs all, measurements and validation less. */
export interface Instrumentation {
  readonly meter: boolean;
  readonly mark: boolean;
}

/** The binary, and the global that was added for each segment that code can drop. */
export interface EncodedModule {
  readonly binary: Uint8Array;
  /** Units: bytes. */
  readonly shiftBytes: number;
  readonly droppedData: ReadonlyMap<number, number>;
  readonly droppedElements: ReadonlyMap<number, number>;
  readonly tableFunctions: readonly number[];
}

/** Writes the prepared binary. Errors: WasmRefusal when a function outgrows what V8 takes. */
export function encodeModule(
  layout: ModuleLayout,
  scan: CodeScan,
  { meter, mark }: Instrumentation,
): EncodedModule {
  return new ModuleEncoder(layout, scan, meter, mark).encode();
}

class ModuleEncoder {
  readonly #layout: ModuleLayout;
  readonly #scan: CodeScan;
  readonly #meter: boolean;
  readonly #mark: boolean;
  readonly #helpers: HelperFunctions;
  readonly #droppedData: Map<number, number>;
  readonly #droppedElements: Map<number, number>;
  readonly #tableFunctions: readonly number[];
  readonly #types: FunctionType[];
  readonly #typeIndexes = new Map<string, number>();
  #hasGrowthHook = false;
  readonly #out: ByteWriter;

  constructor(layout: ModuleLayout, scan: CodeScan, meter: boolean, mark: boolean) {
    this.#layout = layout;
    this.#scan = scan;
    this.#meter = meter;
    this.#mark = mark;
    const firstFlag = layout.globals.length + 1;
    this.#droppedData = numbered(scan.droppedData, firstFlag, layout.data.length);
    this.#droppedElements = numbered(
      scan.droppedElements,
      firstFlag + this.#droppedData.size,
      layout.elements.length,
    );
    this.#tableFunctions = scan.tableMutated ? functionsInTables(layout, scan) : [];
    this.#types = [...layout.types];
    this.#out = new ByteWriter(layout.bytes.length * 2);
    this.#helpers = new HelperFunctions({
      firstIndex: layout.functionTypes.length,
      counter: layout.globals.length,
      memory64: layout.memory?.index64 ?? false,
      meter,
      mark: mark && layout.memory !== undefined,
      droppedData: this.#droppedData,
      droppedElements: this.#droppedElements,
    });
  }

  encode(): EncodedModule {
    const code = this.#code();
    const exports = this.#exports();
    const typeOfHelper = this.#helpers.made.map(({ type }) => this.#typeIndex(type));
    this.#out.put(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    this.#section(1, (out) => this.#typeSection(out));
    this.#section(2, (out) => this.#importSection(out));
    this.#section(3, (out) => this.#functionSection(out, typeOfHelper));
    this.#section(4, (out) => encodeTables(out, this.#layout.table, this.#hasGrowthHook));
    this.#section(5, (out) => this.#memorySection(out));
    this.#section(6, (out) => this.#globalSection(out));
    this.#section(7, (out) => out.append(exports.view()));
    this.#section(9, (out) => this.#elementSection(out));
    if (this.#layout.data.length > 0) this.#section(12, (out) => out.u32(this.#layout.data.length));
    this.#codeSection(code);
    this.#section(11, (out) => this.#dataSection(out));
    return {
      binary: this.#out.bytes.slice(0, this.#out.length),
      shiftBytes: this.#shiftBytes,
      droppedData: this.#droppedData,
      droppedElements: this.#droppedElements,
      tableFunctions: this.#tableFunctions,
    };
  }

  get #shiftBytes(): number {
    return this.#mark && this.#layout.memory ? SHADOW_PAGES * 65_536 : 0;
  }

  #section(id: number, write: (out: ByteWriter) => void): void {
    const section = new ByteWriter();
    write(section);
    if (section.length === 0) return;
    this.#out.byte(id);
    this.#out.u32(section.length);
    this.#out.append(section.view());
  }

  /** The rewritten bodies; this also calls for the helper functions. */
  #code(): ByteWriter {
    const { bodies, bytes } = this.#layout;
    const code = new ByteWriter(bytes.length * 2);
    const rewriter = new FunctionRewriter({
      layout: this.#layout,
      scan: this.#scan,
      helpers: this.#helpers,
      counter: this.#layout.globals.length,
      droppedData: this.#droppedData,
      droppedElements: this.#droppedElements,
      meter: this.#meter,
      mark: this.#mark,
      shiftBytes: this.#shiftBytes,
      bodyType: (results) => this.#typeIndex({ params: [], results }),
      callGrowthHook: () => this.#callGrowthHook(),
    });
    for (let i = 0; i < bodies.length; i++) rewriter.rewrite(i, code);
    return code;
  }

  #callGrowthHook(): readonly number[] {
    this.#hasGrowthHook = true;
    const type = uleb(this.#typeIndex({ params: [], results: [] }));
    return [OP.i32Const, 0, OP.callIndirect, ...type, this.#growthTable];
  }

  /** Index of the table with the hook, behind the module's own. */
  get #growthTable(): number {
    return this.#layout.table ? 1 : 0;
  }

  #typeIndex(type: FunctionType): number {
    const key = `${type.params.join()}>${type.results.join()}`;
    const known = this.#typeIndexes.get(key);
    if (known !== undefined) return known;
    const index = this.#types.push(type) - 1;
    this.#typeIndexes.set(key, index);
    return index;
  }

  #typeSection(out: ByteWriter): void {
    out.u32(this.#types.length);
    for (const { params, results } of this.#types) {
      out.byte(0x60);
      for (const list of [params, results]) {
        out.u32(list.length);
        for (const type of list) out.byte(type);
      }
    }
  }

  #importSection(out: ByteWriter): void {
    const { imports } = this.#layout;
    if (imports.length === 0) return;
    out.u32(imports.length);
    for (const { module, name, type } of imports) {
      out.name(module);
      out.name(name);
      out.byte(0);
      out.u32(type);
    }
  }

  #functionSection(out: ByteWriter, typeOfHelper: readonly number[]): void {
    const { functionTypes, imports } = this.#layout;
    out.u32(functionTypes.length - imports.length + typeOfHelper.length);
    for (let i = imports.length; i < functionTypes.length; i++) out.u32(functionTypes[i] as number);
    for (const type of typeOfHelper) out.u32(type);
  }

  #memorySection(out: ByteWriter): void {
    const { memory } = this.#layout;
    if (!memory) return;
    const shadow = this.#mark ? SHADOW_PAGES : 0;
    out.u32(1);
    out.byte(memory.index64 ? 5 : 1);
    out.u32(memory.minPages + shadow);
    out.u32(Math.min((memory.maxPages ?? MEMORY_PAGES_MAX) + shadow, MEMORY_PAGES_MAX));
  }

  #globalSection(out: ByteWriter): void {
    const { globals, bytes } = this.#layout;
    const flags = this.#droppedData.size + this.#droppedElements.size;
    out.u32(globals.length + 1 + flags);
    for (const { type, mutable, initial } of globals) {
      out.byte(type);
      out.byte(mutable ? 1 : 0);
      out.copy(bytes, initial.from, initial.to);
    }
    out.put(TYPE.i64, 1, OP.i64Const, 0, OP.end);
    for (let i = 0; i < flags; i++) out.put(TYPE.i32, 1, OP.i32Const, 0, OP.end);
  }

  /** The functions that the IC calls, under their own names, and what the sandbox needs under private ones. */
  #exports(): ByteWriter {
    const entries = new ByteWriter();
    let count = 0;
    const add = (name: string, kind: number, index: number): void => {
      entries.name(name);
      entries.byte(kind);
      entries.u32(index);
      count++;
    };
    const { exports, globals, table, memory, start } = this.#layout;
    for (const { name, kind, index } of exports) {
      if (kind === 0 && name.startsWith('canister_')) add(name, kind, index);
    }
    if (memory) add(PRIVATE_EXPORT.memory, 2, 0);
    if (table) add(PRIVATE_EXPORT.table, 1, 0);
    if (this.#hasGrowthHook) add(PRIVATE_EXPORT.growthHook, 1, this.#growthTable);
    add(PRIVATE_EXPORT.counter, 3, globals.length);
    if (start !== undefined) add(PRIVATE_EXPORT.start, 0, start);
    globals.forEach(({ type, mutable }, index) => {
      if (!mutable) return;
      const name = PRIVATE_EXPORT.global + index;
      if (type !== TYPE.v128) return add(name, 3, index);
      add(name + V128_ACCESSOR.low, 0, this.#helpers.readV128(index, 0));
      add(name + V128_ACCESSOR.high, 0, this.#helpers.readV128(index, 1));
      add(name + V128_ACCESSOR.set, 0, this.#helpers.writeV128(index));
    });
    for (const [segment, global] of this.#droppedData) add(PRIVATE_EXPORT.droppedData + segment, 3, global);
    for (const [segment, global] of this.#droppedElements) {
      add(PRIVATE_EXPORT.droppedElements + segment, 3, global);
    }
    for (const index of this.#tableFunctions) add(PRIVATE_EXPORT.function + index, 0, index);
    const section = new ByteWriter(entries.length + 8);
    section.u32(count);
    section.append(entries.view());
    return section;
  }

  #elementSection(out: ByteWriter): void {
    const { elements, bytes, table } = this.#layout;
    if (elements.length === 0) return;
    out.u32(elements.length);
    for (const { flags, offset, rest } of elements) {
      out.u32(flags);
      if (offset) {
        if ((flags & 2) !== 0) out.byte(0);
        if (table?.index64) {
          out.byte(OP.i32Const);
          out.s32(Number(offset.value));
          out.byte(OP.end);
        } else {
          out.copy(bytes, offset.from, offset.to);
        }
      }
      out.copy(bytes, rest.from, rest.to);
    }
  }

  #codeSection(code: ByteWriter): void {
    const { made } = this.#helpers;
    const count = new ByteWriter(8);
    count.u32(this.#layout.bodies.length + made.length);
    const helpers = new ByteWriter();
    for (const { body } of made) {
      helpers.u32(body.length);
      helpers.put(...body);
    }
    this.#out.byte(10);
    this.#out.u32(count.length + code.length + helpers.length);
    this.#out.append(count.view());
    this.#out.append(code.view());
    this.#out.append(helpers.view());
  }

  /** Active segments stay as empty passive ones, so that the indexes of the others hold. */
  #dataSection(out: ByteWriter): void {
    const { data } = this.#layout;
    if (data.length === 0) return;
    out.u32(data.length);
    for (const { offset, content } of data) {
      out.byte(1);
      out.u32(offset ? 0 : content.length);
      if (!offset) out.append(content);
    }
  }
}

/** Global indexes for the segments that code drops, from `first` on. */
function numbered(segments: ReadonlySet<number>, first: number, count: number): Map<number, number> {
  const known = [...segments].filter((segment) => segment < count).sort((a, b) => a - b);
  return new Map(known.map((segment, i) => [segment, first + i]));
}
