import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ASSEMBLY_OPTIONS } from '@indus/cli';

const ENGINE = new URL('../../canisters/engine/', import.meta.url).pathname;

/** The kernels' door: raw memory in, raw memory out. Addresses and sizes are bytes, steps are elements. */
export interface KernelModule {
  readonly memory: WebAssembly.Memory;
  allocate(size: number): number;
  release(address: number): void;
  [name: string]: unknown;
}

/** Compiles a source of the engine into a module of its own and starts it. Errors: what the compiler prints. */
export function compileDoor(source: string): KernelModule {
  const folder = mkdtempSync(join(tmpdir(), 'engine-door-'));
  try {
    const file = join(folder, 'door.wasm');
    const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
    execFileSync(process.execPath, [compiler, source, ...ASSEMBLY_OPTIONS, '--outFile', file], {
      cwd: ENGINE,
      stdio: 'pipe',
    });
    const module = new WebAssembly.Module(readFileSync(file));
    const instance = new WebAssembly.Instance(module, { ic0: { trap: unexpectedTrap } });
    return instance.exports as unknown as KernelModule;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function unexpectedTrap(): never {
  throw new Error('the door trapped');
}
