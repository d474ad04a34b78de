import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PACKAGE = '@node-llama-cpp/linux-x64';
const CACHE_F32 = 0;
const SEQUENCE = 0;

interface NativeModel {
  init(): Promise<boolean>;
  dispose(): Promise<void>;
  tokenize(text: string, specialTokens: boolean): Uint32Array;
}

interface NativeContext {
  init(): Promise<boolean>;
  dispose(): Promise<void>;
  initBatch(size: number): void;
  addToBatch(sequence: number, from: number, tokens: Uint32Array, logitIndexes: Uint32Array): Uint32Array;
  decodeBatch(): Promise<void>;
  disposeSequence(sequence: number): void;
  sampleToken(
    index: number,
    sampler: NativeSampler,
    probabilities: boolean,
    confidence: boolean,
    logits: boolean,
    weight: boolean,
  ): Promise<[number, unknown, unknown, number[], unknown]>;
}

interface NativeSampler {
  dispose(): void;
  applyConfig(config: { readonly temperature: number }): void;
}

/** What this project calls of the prebuilt library. Source: node-llama-cpp 3.22.1, the interface of its addon. */
interface NativeLibrary {
  AddonModel: new (path: string, options: object) => NativeModel;
  AddonContext: new (model: NativeModel, options: object) => NativeContext;
  AddonSampler: new (model: NativeModel) => NativeSampler;
  setLogger(logger: () => void): void;
  setLoggerLogLevel(level: number): void;
  loadBackends(folder?: string): void;
  init(): Promise<void>;
}

/** A model in llama.cpp, on the processor, with keys and values in single precision. */
export class LlamaModel {
  readonly #library: NativeLibrary;
  readonly #model: NativeModel;

  constructor(library: NativeLibrary, model: NativeModel) {
    this.#library = library;
    this.#model = model;
  }

  /** Tokens of a text, without those that a prompt begins or ends with. */
  tokens(text: string, readsControls = false): number[] {
    return [...this.#model.tokenize(text, readsControls)];
  }

  /** Logits behind the last of the tokens, by token. */
  async logits(tokens: readonly number[]): Promise<Float64Array> {
    const context = new this.#library.AddonContext(this.#model, {
      contextSize: 256,
      batchSize: 256,
      sequences: 1,
      threads: 1,
      flashAttention: false,
      kvCacheKeyType: CACHE_F32,
      kvCacheValueType: CACHE_F32,
    });
    await context.init();
    const sampler = new this.#library.AddonSampler(this.#model);
    try {
      context.initBatch(tokens.length);
      const last = Uint32Array.of(tokens.length - 1);
      const indexes = context.addToBatch(SEQUENCE, 0, Uint32Array.from(tokens), last);
      await context.decodeBatch();
      sampler.applyConfig({ temperature: 0 });
      const sampled = await context.sampleToken(indexes[0] as number, sampler, false, false, true, false);
      const logits = new Float64Array(sampled[3].length / 2);
      for (let at = 0; at < sampled[3].length; at += 2) logits[sampled[3][at]!] = sampled[3][at + 1]!;
      return logits;
    } finally {
      sampler.dispose();
      await context.dispose();
    }
  }

  dispose(): Promise<void> {
    return this.#model.dispose();
  }
}

/** llama.cpp as its project builds it, for comparison. */
export class LlamaLibrary {
  readonly #library: NativeLibrary;
  readonly #folder: string;

  private constructor(library: NativeLibrary, folder: string) {
    this.#library = library;
    this.#folder = folder;
  }

  /** The library, or undefined where its optional package is not installed. */
  static async open(): Promise<LlamaLibrary | undefined> {
    const require = createRequire(import.meta.url);
    let entry: string;
    try {
      entry = require.resolve(PACKAGE);
    } catch {
      return undefined;
    }
    const bins = join(dirname(dirname(entry)), 'bins/linux-x64');
    const library = require(join(bins, 'llama-addon.node')) as NativeLibrary;
    library.setLogger(() => undefined);
    library.setLoggerLogLevel(0);
    library.loadBackends();
    library.loadBackends(bins);
    await library.init();
    return new LlamaLibrary(library, await mkdtemp(join(tmpdir(), 'gguf-')));
  }

  async load(file: Uint8Array): Promise<LlamaModel> {
    const path = join(this.#folder, 'model.gguf');
    await writeFile(path, file);
    const model = new this.#library.AddonModel(path, {
      addonExports: this.#library,
      gpuLayers: 0,
      useMmap: false,
      useMlock: false,
      checkTensors: true,
    });
    if (!(await model.init())) throw new Error('llama.cpp does not load the model');
    return new LlamaModel(this.#library, model);
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true });
  }
}
