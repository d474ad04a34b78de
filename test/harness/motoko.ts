import { createRequire } from 'node:module';

/** The Motoko compiler as npm ships it; CommonJS, and its types are not strict. */
interface MotokoCompiler {
  write(path: string, source: string): void;
  wasm(path: string, mode: 'ic'): { readonly wasm: Uint8Array };
}

let compiler: MotokoCompiler | undefined;
let files = 0;

/** Compiles a Motoko actor to a canister module (64-bit, enhanced orthogonal persistence: the compiler's default). */
export function compileMotoko(source: string): Uint8Array {
  compiler ??= (createRequire(import.meta.url)('motoko') as { default: MotokoCompiler }).default;
  const path = `Actor${files++}.mo`;
  compiler.write(path, source);
  return Uint8Array.from(compiler.wasm(path, 'ic').wasm);
}
