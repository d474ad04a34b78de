import { decodeModule } from './decode-module.ts';
import { enableWasmFeatures } from './enable-wasm-features.ts';
import { encodeModule } from './encode-module.ts';
import { INSTRUCTION_COSTS_VERSION } from './instruction-costs.ts';
import { TYPE } from './opcodes.ts';
import { PRIVATE_EXPORT } from './prepared-module.ts';
import { scanCode } from './scan-code.ts';
import { validateModule } from './validate-module.ts';
import { malformed, WasmRefusal } from './wasm-refusal.ts';
import type { EncodedModule, Instrumentation } from './encode-module.ts';
import type { ModuleLayout } from './module-layout.ts';
import type { GlobalInfo, ModuleInfo, PreparedModule } from './prepared-module.ts';
import type { CodeScan } from './scan-code.ts';
import type { CanisterInterface } from './validate-module.ts';

/** Changes whenever the same upload would give another binary or other facts. */
export const PASS_VERSION = `2/${INSTRUCTION_COSTS_VERSION}`;

/** A prepared module, or why the IC refuses the upload. */
export type PreparedResult =
  | { readonly ok: true; readonly module: PreparedModule }
  | { readonly ok: false; readonly trap: { readonly errorCode: 'IC0505'; readonly message: string } };

const FULL: Instrumentation = { meter: true, mark: true };
const LOWERED_ONLY: Instrumentation = { meter: false, mark: false };

/**
 * Validates an uploaded module (not compressed) and makes of it what the sandbox runs.
 * Errors: `IC0505` with the reason; the pass itself never throws for bad bytes.
 */
export function prepareModule(module: Uint8Array, instrumentation: Instrumentation = FULL): PreparedResult {
  enableWasmFeatures();
  try {
    const layout = decodeModule(module);
    const canister = validateModule(layout);
    const scan = scanCode(layout);
    validateByEngine(layout, scan);
    const encoded = encodeModule(layout, scan, instrumentation);
    const info = moduleInfo(layout, scan, canister, encoded);
    return { ok: true, module: { binary: encoded.binary, info } };
  } catch (error) {
    if (!(error instanceof WasmRefusal)) throw error;
    return { ok: false, trap: { errorCode: 'IC0505', message: error.message } };
  }
}

/** V8 checks the types of the upload as it is, or lowered where it does not know 64-bit tables. */
function validateByEngine(layout: ModuleLayout, scan: CodeScan): void {
  if (engineAccepts(layout.bytes)) return;
  if (layout.table?.index64 && engineAccepts(encodeModule(layout, scan, LOWERED_ONLY).binary)) return;
  try {
    new WebAssembly.Module(layout.bytes as Uint8Array<ArrayBuffer>);
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/^WebAssembly\.Module\(\): /, '') : String(error);
    malformed(`wasmtime::Module::validate() failed with ${reason}`);
  }
}

function engineAccepts(bytes: Uint8Array): boolean {
  return WebAssembly.validate(bytes as Uint8Array<ArrayBuffer>);
}

function moduleInfo(
  layout: ModuleLayout,
  scan: CodeScan,
  canister: CanisterInterface,
  encoded: EncodedModule,
): ModuleInfo {
  const { memory, table } = layout;
  return {
    passVersion: PASS_VERSION,
    shiftBytes: encoded.shiftBytes,
    memory,
    dataSegments: layout.data.flatMap(({ offset, content }) =>
      offset && content.length > 0
        ? [
            {
              offset: Number(BigInt.asUintN(memory?.index64 ? 64 : 32, offset.value)),
              bytes: content.slice(),
            },
          ]
        : [],
    ),
    imports: layout.imports.map(({ name }) => name),
    pointers64: memory?.index64 ?? false,
    methods: canister.methods,
    hooks: canister.hooks,
    hasStart: layout.start !== undefined,
    globals: globalInfo(layout, encoded),
    table: table && {
      exportName: PRIVATE_EXPORT.table,
      mutated: scan.tableMutated,
      elementType: table.elementType === TYPE.funcref ? 'funcref' : 'externref',
      functions: encoded.tableFunctions,
    },
    metadata: canister.metadata.map((section) => ({ ...section, content: section.content.slice() })),
  };
}

function globalInfo(layout: ModuleLayout, encoded: EncodedModule): GlobalInfo[] {
  const names = new Map<number, GlobalInfo['type']>([
    [TYPE.i32, 'i32'],
    [TYPE.i64, 'i64'],
    [TYPE.f32, 'f32'],
    [TYPE.f64, 'f64'],
    [TYPE.v128, 'v128'],
  ]);
  const infos: GlobalInfo[] = [];
  layout.globals.forEach(({ type, mutable }, index) => {
    const name = names.get(type);
    if (mutable && name) infos.push({ exportName: PRIVATE_EXPORT.global + index, type: name });
  });
  for (const segment of encoded.droppedData.keys()) {
    infos.push({ exportName: PRIVATE_EXPORT.droppedData + segment, type: 'i32' });
  }
  for (const segment of encoded.droppedElements.keys()) {
    infos.push({ exportName: PRIVATE_EXPORT.droppedElements + segment, type: 'i32' });
  }
  return infos;
}
