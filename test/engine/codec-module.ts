import { compileAssembly } from './compile-assembly.ts';

/** What the codec made of a message: the same value written again, or why it was refused. */
export interface Rewritten {
  readonly bytes: Uint8Array;
  readonly refusal: string | undefined;
}

interface Door {
  readonly memory: WebAssembly.Memory;
  allocate(size: number): number;
  release(address: number): void;
  rewrite(type: number, start: number, length: number): number;
  skip(start: number, length: number): number;
  written(): number;
  refusalText(): number;
  collect(): void;
}

/** The engine's Candid codec without a canister around it. */
export class CodecModule {
  readonly #door: Door;
  #messages = 0;

  private constructor(door: Door) {
    this.#door = door;
  }

  static async make(): Promise<CodecModule> {
    const module = new WebAssembly.Module(await compileAssembly('codec-door.ts'));
    const trap = (): never => {
      throw new Error('the codec trapped');
    };
    const { exports } = new WebAssembly.Instance(module, { ic0: { trap } });
    return new CodecModule(exports as unknown as Door);
  }

  /** Reads a message of the type with this number in the door's list, and writes it. */
  rewrite(type: number, message: Uint8Array): Rewritten {
    return this.#give(message, (start) => this.#door.rewrite(type, start, message.length));
  }

  /** Reads a message whose arguments the interface does not know. */
  skip(message: Uint8Array): Rewritten {
    return this.#give(message, (start) => this.#door.skip(start, message.length));
  }

  #give(message: Uint8Array, work: (start: number) => number): Rewritten {
    const door = this.#door;
    const start = door.allocate(Math.max(1, message.length)) >>> 0;
    new Uint8Array(door.memory.buffer).set(message, start);
    const length = work(start);
    const refusal = length < 0 ? this.#refusal() : undefined;
    const from = door.written() >>> 0;
    const bytes = new Uint8Array(door.memory.buffer).slice(from, from + Math.max(0, length));
    door.release(start);
    if (++this.#messages % 64 === 0) door.collect();
    return { bytes, refusal };
  }

  #refusal(): string {
    const start = this.#door.refusalText() >>> 0;
    const memory = Buffer.from(this.#door.memory.buffer);
    return memory.toString('utf8', start, memory.indexOf(0, start));
  }
}
