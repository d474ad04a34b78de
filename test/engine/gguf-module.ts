import { GGUF_TENSOR_TYPE, type GgufTensorType } from '@indus/models';
import { meterExports } from '@indus/subnet/bench';
import { EngineRefused, EngineTrapped } from './case-module.ts';
import { compileAssembly } from './compile-assembly.ts';
import { trapImport } from './trap-import.ts';

/** Why the engine refuses, by the number it has for it. Source: `RefusalCode` of the engine. */
const REFUSALS = [
  ...['', 'malformed', 'unsupported', 'too-large', 'invalid-input', 'over-budget'],
  ...['not-found', 'not-allowed', 'conflict'],
] as const;

/** Where a generation is. Source: `GenerationState` of the engine. */
const STATES = ['idle', 'running', 'ended', 'stopped', 'full', 'refused'] as const;

/** Classes of letters. Source: `LetterClass` of the engine. */
const CLASSES = ['other', 'letter', 'number', 'punctuation', 'space'] as const;

export type GenerationState = (typeof STATES)[number];

/** What is asked of a generation; what is left out is greedy and without stops. */
export interface GenerationRequest {
  readonly tokensMax: number;
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly seed?: bigint;
  readonly stops?: readonly string[];
  readonly readsControls?: boolean;
}

type Call = (...values: (number | bigint)[]) => number;

/** The compiled door to language models: the engine without a canister around it. */
export function compileGgufDoor(): Promise<Uint8Array<ArrayBuffer>> {
  return compileAssembly('gguf-door.ts');
}

/** One instance of the engine, which holds one language model at a time. */
export class GgufModule {
  readonly #functions: Readonly<Record<string, Call>>;
  readonly #memory: WebAssembly.Memory;
  readonly #instructions: () => bigint;
  #file = 0;

  private constructor(
    functions: Readonly<Record<string, Call>>,
    memory: WebAssembly.Memory,
    instructions: () => bigint,
  ) {
    this.#functions = functions;
    this.#memory = memory;
    this.#instructions = instructions;
  }

  /** An instance that runs as fast as it can. Its instructions stay 0. */
  static plain(module: WebAssembly.Module): GgufModule {
    const imports = trapImport((): WebAssembly.Memory => memory);
    const { exports } = new WebAssembly.Instance(module, imports);
    const memory = exports['memory'] as WebAssembly.Memory;
    return new GgufModule(exports as Record<string, Call>, exports['memory'] as WebAssembly.Memory, () => 0n);
  }

  /** An instance with the subnet's metering. */
  static metered(module: Uint8Array): GgufModule {
    const metered = meterExports(
      module,
      trapImport(() => metered.memory),
    );
    return new GgufModule(metered.functions as Record<string, Call>, metered.memory, metered.instructions);
  }

  /** Instructions of everything that was asked of a metered instance so far. */
  get instructions(): bigint {
    return this.#instructions();
  }

  /** Bytes of memory, which never become fewer. */
  get memoryBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Memory for a file of that size, to be written before anything else is asked. */
  reserve(bytes: number): Uint8Array {
    this.#file = this.#call('allocate', bytes) >>> 0;
    return new Uint8Array(this.#memory.buffer, this.#file, bytes);
  }

  /** Loads the file in reserved memory, in steps of the budget, and drops it. Errors: {@link EngineRefused}. */
  loadReserved(bytes: number, budget = Infinity): void {
    const code = this.#call('open', this.#file, bytes);
    if (code === 0) while (this.#call('loadOn', budget) === 0);
    this.#call('release', this.#file);
    this.#refuse(code);
  }

  /** Loads a model in place of the one before. Errors: {@link EngineRefused}, {@link EngineTrapped}. */
  load(file: Uint8Array, budget = Infinity): void {
    this.reserve(file.length).set(file);
    this.loadReserved(file.length, budget);
  }

  unload(): void {
    this.#call('close');
  }

  /** Takes memory for a context. Errors: {@link EngineRefused}. */
  openContext(tokens: number): void {
    this.#refuse(this.#call('openContext', tokens));
  }

  /** The tokens of a text. */
  encode(text: string, readsControls = false): number[] {
    const length = this.#withText(text, (at, size) => this.#call('encode', at, size, readsControls ? 1 : 0));
    return [...new Int32Array(this.#memory.buffer, this.#call('encodedTokens') >>> 0, length)];
  }

  /** The text of tokens. */
  decode(tokens: readonly number[]): string {
    const list = new Uint8Array(Int32Array.from(tokens).buffer);
    const length = this.#withText(list, (at) => this.#call('decode', at, tokens.length));
    return this.#textAt(this.#call('decodedText'), length);
  }

  /** What a code point is to the rules that split texts. */
  classOf(codePoint: number): (typeof CLASSES)[number] {
    return CLASSES[this.#call('classOf', codePoint)] as (typeof CLASSES)[number];
  }

  /** Takes a prompt. Errors: {@link EngineRefused}. */
  begin(prompt: string | Uint8Array, request: GenerationRequest): void {
    this.#call('resetOptions');
    const { temperature = 0, topK = 0, topP = 1, seed = 0n, stops = [], readsControls = false } = request;
    this.#call('setSampling', temperature, topK, topP, seed);
    for (const stop of stops)
      this.#refuse(this.#withText(stop, (at, size) => this.#call('addStop', at, size)));
    this.#refuse(
      this.#withText(prompt, (at, size) =>
        this.#call('begin', at, size, request.tokensMax, readsControls ? 1 : 0),
      ),
    );
  }

  /** Begins another generation in the workspace of the one that was begun. */
  interrupt(prompt: string): void {
    this.#refuse(this.#withText(prompt, (at, size) => this.#call('interrupt', at, size)));
  }

  /** Goes on. Errors: {@link EngineRefused}. */
  step(budget = Infinity): GenerationState {
    const state = STATES[this.#call('step', budget)] as GenerationState;
    this.#refuse(this.#call('lastRefusal'));
    return state;
  }

  /** Instructions of the next piece of work, as the engine estimates them. */
  get nextCost(): number {
    return this.#call('nextCost');
  }

  /** The answer so far. Errors: TypeError when it is not valid UTF-8. */
  get text(): string {
    return this.#textAt(this.#call('textData'), this.#call('textLength'));
  }

  /** What of the answer is sure to stay. */
  get shown(): string {
    return this.#textAt(this.#call('textData'), this.#call('shownLength'));
  }

  /** A copy of the logits of the last greedy choice. */
  get logits(): Float32Array {
    const at = this.#call('logits') >>> 0;
    return new Float32Array(this.#memory.buffer.slice(at, at + this.#call('vocabularySize') * 4));
  }

  /** Tokens of the prompt, and those of the answer that can be read on from. */
  get tokens(): number[] {
    const at = this.#call('generatedTokens') >>> 0;
    return [...new Int32Array(this.#memory.buffer, at, this.#call('generatedLength'))];
  }

  get heapBytes(): number {
    return this.#call('heapBytes');
  }

  /**
   * Products of a matrix, given as the rows of a file, with vectors; and its rows as floats.
   * Shape: `results` row by row for each vector.
   */
  multiply(
    type: GgufTensorType,
    file: Uint8Array,
    { rows, columns }: { readonly rows: number; readonly columns: number },
    vectors: Float32Array,
  ): { readonly results: Float32Array[]; readonly unpacked: Float32Array } {
    const tokens = vectors.length / columns;
    const stride = Math.ceil(rows / 4) * 4;
    const from = this.#call('allocate', file.length) >>> 0;
    const given = this.#call('allocate', vectors.length * 4) >>> 0;
    const to = this.#call('allocate', (tokens * stride + rows * columns) * 4) >>> 0;
    new Uint8Array(this.#memory.buffer).set(file, from);
    new Float32Array(this.#memory.buffer).set(vectors, given / 4);
    const rowSize = file.length / rows;
    this.#call('multiplyRows', GGUF_TENSOR_TYPE[type], from, rows, columns, rowSize, given, tokens, to);
    const all = new Float32Array(this.#memory.buffer.slice(to, to + (tokens * stride + rows * columns) * 4));
    for (const place of [from, given, to]) this.#call('release', place);
    return {
      results: Array.from({ length: tokens }, (_, token) => all.slice(token * stride, token * stride + rows)),
      unpacked: all.slice(tokens * stride),
    };
  }

  /** Instructions of a token at a position, as the engine estimates them. */
  tokenCost(position: number): number {
    return this.#call('tokenCost', position);
  }

  #textAt(at: number, length: number): string {
    const bytes = new Uint8Array(this.#memory.buffer, at >>> 0, length);
    return new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(bytes);
  }

  #withText<T>(text: string | Uint8Array, use: (at: number, size: number) => T): T {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    const at = this.#call('allocate', bytes.length) >>> 0;
    new Uint8Array(this.#memory.buffer).set(bytes, at);
    const result = use(at, bytes.length);
    this.#call('release', at);
    return result;
  }

  #refuse(code: number): void {
    if (code === 0) return;
    const start = this.#call('refusalText') >>> 0;
    const bytes = new Uint8Array(this.#memory.buffer);
    const reason = Buffer.from(bytes.subarray(start, bytes.indexOf(0, start))).toString();
    throw new EngineRefused(REFUSALS[code] ?? String(code), reason);
  }

  #call(name: string, ...values: (number | bigint)[]): number {
    try {
      return (this.#functions[name] as Call)(...values);
    } catch (error) {
      throw new EngineTrapped(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}
