/** The one system call that a door of the engine imports: a trap becomes an error with its words. */
export function trapImport(memory: () => WebAssembly.Memory): WebAssembly.Imports {
  return {
    ic0: {
      trap: (start: number, length: number) => {
        throw new Error(Buffer.from(memory().buffer, start >>> 0, length >>> 0).toString());
      },
    },
  };
}
