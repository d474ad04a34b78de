import { systemApiSignature } from './system-api-signatures.ts';
import {
  CODE_SECTION_BYTES_MAX,
  EXPORTED_METHODS_MAX,
  EXPORTED_NAME_BYTES_MAX,
  FUNCTIONS_MAX,
  GLOBALS_MAX,
  MEMORY64_PAGES_DECLARED_MAX,
  MEMORY_PAGES_MAX,
  METADATA_BYTES_MAX,
  METADATA_SECTIONS_MAX,
  SHADOW_PAGES,
} from './module-limits.ts';
import { OP, TYPE } from './opcodes.ts';
import { requireWasm, WasmRefusal } from './wasm-refusal.ts';
import type { FunctionType, ImportedFunction, ModuleLayout } from './module-layout.ts';
import type { CanisterHook, MetadataSection, ModuleInfo } from './prepared-module.ts';

/** What the rules of the IC make of a module's headers. */
export interface CanisterInterface {
  readonly methods: ModuleInfo['methods'];
  readonly hooks: readonly CanisterHook[];
  readonly metadata: readonly MetadataSection[];
}

const HOOKS: ReadonlySet<string> = new Set<CanisterHook>([
  'canister_init',
  'canister_pre_upgrade',
  'canister_post_upgrade',
  'canister_inspect_message',
  'canister_heartbeat',
  'canister_global_timer',
  'canister_on_low_wasm_memory',
]);
const METHOD_PREFIX = /^canister_(update|query|composite_query) /;
const TYPE_NAMES: Readonly<Record<number, string>> = {
  [TYPE.i32]: 'I32',
  [TYPE.i64]: 'I64',
  [TYPE.f32]: 'F32',
  [TYPE.f64]: 'F64',
  [TYPE.v128]: 'V128',
  [TYPE.funcref]: 'FuncRef',
  [TYPE.externref]: 'ExternRef',
};

/**
 * Checks a module's headers against the rules of the IC.
 * Errors: WasmRefusal.
 * Source: IC interface specification, "WebAssembly module requirements"; texts as in dfinity/ic,
 * rs/types/wasm_types/src/errors.rs.
 */
export function validateModule(layout: ModuleLayout): CanisterInterface {
  requireWasm(
    layout.codeSectionBytes <= CODE_SECTION_BYTES_MAX,
    () =>
      `Wasm module code section size of ${layout.codeSectionBytes} exceeds the maximum allowed size of ${CODE_SECTION_BYTES_MAX}`,
  );
  const pointers64 = layout.memory?.index64 ?? false;
  for (const imported of layout.imports) validateImport(layout, imported, pointers64);
  const { methods, hooks } = validateExports(layout);
  validateData(layout, pointers64);
  validateCounts(layout);
  validateMemory(layout);
  return { methods, hooks, metadata: validateMetadata(layout) };
}

function validateImport(layout: ModuleLayout, imported: ImportedFunction, pointers64: boolean): void {
  const { module, name } = imported;
  const expected = systemApiSignature(name, pointers64);
  requireWasm(
    expected !== undefined,
    () =>
      `Wasm module has an invalid import section. Module imports function '${name}' from '${module}' that is not exported by the runtime.`,
  );
  requireWasm(
    module === 'ic0',
    () =>
      `Wasm module has an invalid import section. Module imports function "${name}" from "${module}", expected to be imported from one of ["ic0"] instead.`,
  );
  const bytes = {
    params: expected.params.map((t) => TYPE[t]),
    results: expected.results.map((t) => TYPE[t]),
  };
  validateSignature(layout, name, imported.type, bytes);
}

function validateSignature(
  layout: ModuleLayout,
  name: string,
  typeIndex: number,
  expected: FunctionType,
): void {
  const type = layout.types[typeIndex] as FunctionType;
  for (const part of ['params', 'results'] as const) {
    const kind = part === 'params' ? 'input' : 'return';
    requireWasm(
      type[part].length === expected[part].length && type[part].every((t, i) => t === expected[part][i]),
      () =>
        `Wasm module has an invalid function signature. Expected ${kind} params ${typeList(expected[part])} for '${name}', got ${typeList(type[part])}.`,
    );
  }
}

function typeList(types: readonly number[]): string {
  return `[${types.map((type) => TYPE_NAMES[type]).join(', ')}]`;
}

function validateExports(layout: ModuleLayout): Pick<CanisterInterface, 'methods' | 'hooks'> {
  const methods = { update: [] as string[], query: [] as string[], composite_query: [] as string[] };
  const hooks: CanisterHook[] = [];
  const seen = new Set<string>();
  let nameBytes = 0;
  for (const { name, kind, index } of layout.exports) {
    if (kind !== 0 || !name.startsWith('canister_')) {
      requireWasm(!name.startsWith('canister counter_'), () =>
        exportRefusal(`Exporting reserved symbol ${name} not allowed.`),
      );
      continue;
    }
    const prefix = METHOD_PREFIX.exec(name);
    if (prefix) {
      const method = name.slice(prefix[0].length);
      requireWasm(!seen.has(method), () => exportRefusal(`Duplicate function export '${method}'`));
      seen.add(method);
      nameBytes += Buffer.byteLength(method);
      methods[prefix[1] as keyof typeof methods].push(method);
    } else {
      requireWasm(HOOKS.has(name), () =>
        exportRefusal(`Exporting reserved function '${name}' with "canister_" prefix`),
      );
      hooks.push(name as CanisterHook);
    }
    validateSignature(layout, name, layout.functionTypes[index] as number, { params: [], results: [] });
  }
  requireWasm(
    seen.size <= EXPORTED_METHODS_MAX,
    () =>
      `Wasm module exports ${seen.size} functions called \`canister_update <name>\`, \`canister_query <name>\`, or \`canister_composite_query <name>\` which exceeds ${EXPORTED_METHODS_MAX}.`,
  );
  requireWasm(
    nameBytes <= EXPORTED_NAME_BYTES_MAX,
    () =>
      `Wasm module exports functions called \`canister_update <name>\`, \`canister_query <name>\`, or \`canister_composite_query <name>\` such that the sum of their \`<name>\` lengths is ${nameBytes} which exceeds ${EXPORTED_NAME_BYTES_MAX}.`,
  );
  return { methods, hooks };
}

function exportRefusal(reason: string): string {
  return `Wasm module has an invalid export section. ${reason}`;
}

function validateData(layout: ModuleLayout, pointers64: boolean): void {
  const bytesMin = BigInt(layout.memory?.minPages ?? 0) * 65_536n;
  for (const { offset, content } of layout.data) {
    if (!offset) continue;
    requireWasm(
      offset.opcode === (pointers64 ? OP.i64Const : OP.i32Const),
      () =>
        `Wasm module has an invalid data section. Invalid offset expression in data segment for ${pointers64 ? 64 : 32}bit memory`,
    );
    const start = BigInt.asUintN(pointers64 ? 64 : 32, offset.value);
    requireWasm(
      start + BigInt(content.length) <= bytesMin,
      () => `Wasm module has invalid data segment of ${content.length} bytes at ${start}`,
    );
  }
}

function validateCounts(layout: ModuleLayout): void {
  const globals = layout.globals.length;
  requireWasm(
    globals <= GLOBALS_MAX,
    () => `Wasm module defined ${globals} globals which exceeds the maximum number allowed ${GLOBALS_MAX}.`,
  );
  for (const { type } of layout.globals) {
    requireWasm(
      type >= TYPE.v128,
      () => `Wasm module has an invalid global section. Unsupported global type: ${TYPE_NAMES[type]}`,
    );
  }
  const functions = layout.bodies.length;
  requireWasm(
    functions <= FUNCTIONS_MAX,
    () =>
      `Wasm module defined ${functions} functions which exceeds the maximum number allowed ${FUNCTIONS_MAX}.`,
  );
}

function validateMemory({ memory }: ModuleLayout): void {
  if (!memory) return;
  const { maxPages = 0 } = memory;
  requireWasm(
    !memory.index64 || maxPages <= MEMORY64_PAGES_DECLARED_MAX,
    () =>
      `Wasm memory size of ${maxPages} pages exceeds the maximum allowed size of ${MEMORY64_PAGES_DECLARED_MAX} pages.`,
  );
  const allowed = MEMORY_PAGES_MAX - SHADOW_PAGES;
  requireWasm(
    memory.minPages <= allowed,
    () =>
      `Wasm memory size of ${memory.minPages} pages exceeds the maximum allowed size of ${allowed} pages.`,
  );
}

function validateMetadata(layout: ModuleLayout): MetadataSection[] {
  const sections = new Map<string, MetadataSection>();
  let total = 0;
  for (const { name: section, content } of layout.customSections) {
    if (!section.startsWith('icp:')) continue;
    const visibility = section.startsWith('icp:public ') ? 'public' : 'private';
    const prefix = `icp:${visibility} `;
    if (!section.startsWith(prefix)) throw new WasmRefusal(metadataRefusal(scopeReason(section)));
    const name = section.slice(prefix.length);
    requireWasm(!sections.has(name), () =>
      metadataRefusal(`Invalid custom section: name ${name} already exists`),
    );
    total += content.length + Buffer.byteLength(name);
    requireWasm(total <= METADATA_BYTES_MAX, () =>
      metadataRefusal(
        `Invalid custom sections: total size of the custom sections exceeds the maximum allowed: size ${total} bytes, allowed ${METADATA_BYTES_MAX} bytes`,
      ),
    );
    sections.set(name, { name, visibility, content });
  }
  requireWasm(
    sections.size <= METADATA_SECTIONS_MAX,
    () =>
      `Wasm module defined ${sections.size} custom sections which exceeds the maximum number allowed ${METADATA_SECTIONS_MAX}.`,
  );
  return [...sections.values()];
}

function scopeReason(section: string): string {
  if (section === 'icp:public' || section === 'icp:private') {
    return "'icp:' section names must have a space after the public/private scope";
  }
  return `Invalid custom section: Custom section '${section}' has no public/private scope defined.`;
}

function metadataRefusal(reason: string): string {
  return `Wasm module has an invalid custom section. ${reason}`;
}
