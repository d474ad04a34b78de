import { createRequire } from 'node:module';

/** The Motoko compiler as npm ships it; CommonJS, and its types are not strict. */
interface MotokoCompiler {
  readonly compiler: { gcFlags(flag: string): void };
  setPublicMetadata(names: readonly string[]): void;
  write(path: string, source: string): void;
  wasm(path: string, mode: 'ic'): { readonly wasm: Uint8Array };
}

/**
 * How a Motoko canister keeps its state. `enhanced` is 64-bit and keeps the heap over an upgrade (the compiler's default);
 * `migrating` does so too, and takes over what a 32-bit canister left. The others are 32-bit, write their stable variables
 * to stable memory in `pre_upgrade`, and differ in the garbage collector.
 */
export type MotokoMemory = 'enhanced' | 'migrating' | 'copying' | 'marking' | 'generational' | 'incremental';

/** Flags of the compiler. Source: motoko 4.10.0, `gcFlags` of its compiler object. */
const ENHANCED = 'enhancedOP';
const CLASSIC = 'classicOP';
/** The newer compiler has its migrating code trap and no way to tell it that the migration is meant. */
const MIGRATING_COMPILER = 'motoko-migrating';
const compilers = new Map<MotokoMemory, MotokoCompiler>();
const compiled = new Map<string, Uint8Array>();

/** Compiles a Motoko actor to a canister module; the same again is not compiled again. */
export function compileMotoko(source: string, memory: MotokoMemory = 'enhanced'): Uint8Array {
  const key = `${memory} ${source}`;
  const known = compiled.get(key);
  if (known) return known;
  const compiler = compilerFor(memory);
  const path = `Actor${compiled.size}.mo`;
  compiler.write(path, source);
  const wasm = Uint8Array.from(compiler.wasm(path, 'ic').wasm);
  compiled.set(key, wasm);
  return wasm;
}

/** Flags of the compiler stay set, so each way to keep state has an instance of its own. */
function compilerFor(memory: MotokoMemory): MotokoCompiler {
  const known = compilers.get(memory);
  if (known) return known;
  const require = createRequire(import.meta.url);
  for (const file of Object.keys(require.cache)) {
    if (/[\\/]node_modules[\\/]motoko(-migrating)?[\\/]/.test(file)) delete require.cache[file];
  }
  const made = (
    require(memory === 'migrating' ? MIGRATING_COMPILER : 'motoko') as { default: MotokoCompiler }
  ).default;
  for (const flag of flagsOf(memory)) made.compiler.gcFlags(flag);
  made.setPublicMetadata(['candid:service']);
  compilers.set(memory, made);
  return made;
}

function flagsOf(memory: MotokoMemory): readonly string[] {
  if (memory === 'enhanced') return [];
  return memory === 'migrating' ? [ENHANCED] : [CLASSIC, memory];
}
