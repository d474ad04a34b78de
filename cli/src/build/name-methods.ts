import { BuildError } from './build-error.ts';
import type { CandidInterface } from './candid-interface.ts';

const EXPORT_SECTION = 7;
const HEADER_BYTES = 8;

/** What a language can export, and what the network calls it: the character between kind and name is a space. */
const METHOD = /^(canister_(?:update|query|composite_query))_(.+)$/;

/** A method that is no part of the contract. */
const HIDDEN = /^_/;

/**
 * Gives exported methods the names by which the network finds them: `canister_query_x` becomes `canister_query x`. AssemblyScript
 * has no export with a space in its name. The names keep their lengths, so that nothing else of the module changes.
 * Source: IC interface specification, "Entry points".
 */
export function nameMethods(module: Uint8Array): Uint8Array {
  const named = Uint8Array.from(module);
  for (const { name, offset } of exportsOf(module)) {
    const kind = METHOD.exec(name)?.[1];
    if (kind !== undefined) named[offset + kind.length] = ' '.charCodeAt(0);
  }
  return named;
}

/** Lists where the methods of a module differ from those of its contract: by name and by kind. Types are for tests to compare. */
export function compareMethods(contract: CandidInterface, module: Uint8Array): readonly string[] {
  const built = new Map<string, string>();
  for (const { name } of exportsOf(module)) {
    const [, kind, method] = /^canister_(\w+) (.+)$/.exec(name) ?? [];
    if (kind !== undefined && method !== undefined && !HIDDEN.test(method)) built.set(method, kind);
  }
  const differences: string[] = [];
  for (const [name, { annotations }] of contract.methods) {
    const promised = annotations.find((word) => word.endsWith('query')) ?? 'update';
    const present = built.get(name);
    if (present === undefined) differences.push(`method ${name}: in the contract, not in the module`);
    else if (present !== promised) differences.push(`method ${name}: expected ${promised}, got ${present}`);
    built.delete(name);
  }
  for (const name of built.keys()) {
    differences.push(
      `method ${name}: in the module, not in the contract (add it there, or begin its name with _)`,
    );
  }
  return differences;
}

/** The names of a module's exports, and at which byte each begins. Source: WebAssembly core specification 2.0, section 5.5.10. */
function exportsOf(module: Uint8Array): { readonly name: string; readonly offset: number }[] {
  let at = HEADER_BYTES;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++];
      if (byte === undefined) throw new BuildError('compile-failed', 'expected a module, got half of one');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < module.length) {
    const section = number();
    const size = number();
    if (section !== EXPORT_SECTION) {
      at += size;
      continue;
    }
    return Array.from({ length: number() }, () => {
      const length = number();
      const offset = at;
      at += length + 1;
      number();
      return { name: new TextDecoder().decode(module.subarray(offset, offset + length)), offset };
    });
  }
  return [];
}
