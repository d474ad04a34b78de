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
    grow(pages: number): number;
  }
  class Table {
    private constructor();
    readonly length: number;
    get(index: number): unknown;
    set(index: number, value: unknown): void;
    grow(slots: number): number;
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
