/** The part of the WebAssembly JavaScript Interface that the sandbox uses; Node's types do not declare it. */
declare namespace WebAssembly {
  type ImportValue = (...args: never[]) => unknown;
  type Imports = Record<string, Record<string, ImportValue>>;
  type ExportValue = Memory | Table | Global | ((...args: (number | bigint)[]) => unknown);
  type Exports = Record<string, ExportValue>;

  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number | bigint): number | bigint;
  }
  class Table {
    private constructor();
    readonly length: number | bigint;
    get(index: number | bigint): unknown;
    set(index: number | bigint, value: unknown): void;
    grow(slots: number | bigint): number | bigint;
  }
  class Global {
    private constructor();
    value: number | bigint;
  }
  class RuntimeError extends Error {}
  class CompileError extends Error {}
  class LinkError extends Error {}
  function validate(bytes: Uint8Array): boolean;
}
