import { compileAssembly } from './compile-assembly.ts';

/** A door to the kernels: raw memory in, raw memory out. Addresses and sizes are bytes, steps are elements. */
export interface KernelModule {
  readonly memory: WebAssembly.Memory;
  allocate(size: number): number;
  release(address: number): void;
}

/** Compiles a door of the engine's source and starts it. Errors: those of {@link compileAssembly}. */
export async function startDoor<T extends KernelModule>(entry: string): Promise<T> {
  const module = new WebAssembly.Module(await compileAssembly(entry));
  const instance = new WebAssembly.Instance(module, { ic0: { trap: unexpectedTrap } });
  return instance.exports as unknown as T;
}

function unexpectedTrap(): never {
  throw new Error('the door trapped');
}
