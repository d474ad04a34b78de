import { encodeTensor, ONNX_ARRAY, onnxTypeOf, tensor, type OnnxTensor } from '@indus/models';
import { meterExports } from '@indus/subnet/bench';
import { compileAssembly } from './compile-assembly.ts';
import { trapImport } from './trap-import.ts';

/** Why the engine refuses, by the number it has for it. Source: `RefusalCode` of the engine. */
const REFUSALS = ['', 'malformed', 'unsupported', 'too-large', 'invalid-input'] as const;

/** The engine's answer to a model or to inputs that it does not take. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused';
  readonly kind: string;

  constructor(kind: string, reason: string) {
    super(reason);
    this.kind = kind;
  }
}

/** The engine trapped: always a fault of the engine. The instance is of no further use. */
export class EngineTrapped extends Error {
  override readonly name = 'EngineTrapped';
}

/** What features add to the scores of one row; rows of `contributions` are targets. */
export interface RowExplanation {
  readonly contributions: readonly (readonly number[])[];
  readonly baseValues: readonly number[];
  readonly scores: readonly number[];
}

/** Where covers of tree nodes come from. Source: `CoverSource` of the engine. */
export const COVER_SOURCE = { hitRates: 0, leafCounts: 1 } as const;

interface Door {
  readonly memory: WebAssembly.Memory;
  call(name: string, ...values: number[]): number;
  instructions(): bigint;
}

/** The compiled case door: the engine without a canister around it. */
export function compileCaseDoor(): Promise<Uint8Array<ArrayBuffer>> {
  return compileAssembly('case-door.ts');
}

/** One instance of the engine, which runs one model at a time. */
export class CaseModule {
  readonly #door: Door;

  constructor(door: Door) {
    this.#door = door;
  }

  /** An instance that runs as fast as it can. Its instructions stay 0. */
  static plain(module: WebAssembly.Module): CaseModule {
    const imports = trapImport((): WebAssembly.Memory => exports['memory'] as WebAssembly.Memory);
    const exports: WebAssembly.Exports = new WebAssembly.Instance(module, imports).exports;
    return new CaseModule({
      memory: exports['memory'] as WebAssembly.Memory,
      call: (name, ...values) => (exports[name] as (...values: number[]) => number)(...values),
      instructions: () => 0n,
    });
  }

  /** An instance with the subnet's metering. */
  static metered(module: Uint8Array): CaseModule {
    const metered = meterExports(
      module,
      trapImport(() => metered.memory),
    );
    return new CaseModule({
      memory: metered.memory,
      call: (name, ...values) => metered.functions[name]!(...values),
      instructions: metered.instructions,
    });
  }

  /** Instructions of everything that was asked of a metered instance so far. */
  get instructions(): bigint {
    return this.#door.instructions();
  }

  /** Bytes of memory, which never become fewer. */
  get memoryBytes(): number {
    return this.#door.memory.buffer.byteLength;
  }

  /** Instructions of a run with the shapes last given, as the engine estimates them. */
  get estimate(): number {
    return this.#call('planCost');
  }

  /** Loads a model in place of the one before. Errors: {@link EngineRefused}, {@link EngineTrapped}. */
  load(file: Uint8Array): void {
    const at = this.#give(file);
    const code = this.#call('loadModel', at, file.length);
    this.#call('release', at);
    this.#refuse(code);
  }

  /** Whether models that are loaded from now on are fused; they are at first. */
  optimise(isOptimised: boolean): void {
    this.#call('optimiseModels', isOptimised ? 1 : 0);
  }

  /** Bytes of the block in which the values of a run lie, for the shapes last given. */
  get arenaBytes(): number {
    return this.#call('arenaBytes');
  }

  /** Nodes of the model that are left after folding and fusion. */
  get nodeCount(): number {
    return this.#call('nodeCount');
  }

  unload(): void {
    this.#call('unloadModel');
  }

  /** Gives inputs in the order of the model, as tensors or as bytes of a TensorProto. */
  give(inputs: readonly (OnnxTensor | Uint8Array)[]): void {
    inputs.forEach((input, index) => {
      const file = input instanceof Uint8Array ? input : encodeTensor(input);
      const at = this.#give(file);
      const code = this.#call('setInput', index, at, file.length);
      this.#call('release', at);
      this.#refuse(code);
    });
  }

  /** Runs with the inputs last given. */
  execute(): void {
    this.#refuse(this.#call('run'));
  }

  /** Gives inputs, runs, and takes the outputs. */
  run(inputs: readonly (OnnxTensor | Uint8Array)[]): OnnxTensor[] {
    this.give(inputs);
    this.execute();
    return this.outputs();
  }

  /** Names of all operators: `domain:operator`. */
  get operators(): string[] {
    return this.#text(this.#call('operatorNames')).split(' ');
  }

  get inputCount(): number {
    return this.#call('inputCount');
  }

  /** Copies of the outputs of the last run. */
  outputs(): OnnxTensor[] {
    return Array.from({ length: this.#call('outputCount') }, (_, index) => this.#output(index));
  }

  /** Instructions of the last explanation, as the engine estimates them. */
  get explanationEstimate(): number {
    return this.#call('explanationEstimate');
  }

  /** Explains a row of the inputs last given, once they have run. Errors: {@link EngineRefused}. */
  explain(
    row: number,
    source: number = COVER_SOURCE.hitRates,
    means: readonly number[] = [],
  ): RowExplanation {
    const at = this.#give(new Uint8Array(Float64Array.from(means).buffer));
    const code = this.#call('explain', row, source, at, means.length);
    this.#call('release', at);
    this.#refuse(code);
    const targets = this.#call('explainedTargets');
    const features = this.#call('explainedFeatures');
    const doubles = (name: string, count: number): number[] => {
      const start = this.#call(name) >>> 0;
      return [...new Float64Array(this.#door.memory.buffer.slice(start, start + count * 8))];
    };
    const all = doubles('explainedContributions', targets * features);
    return {
      contributions: Array.from({ length: targets }, (_, target) =>
        all.slice(target * features, (target + 1) * features),
      ),
      baseValues: doubles('explainedBaseValues', targets),
      scores: doubles('explainedScores', targets),
    };
  }

  #output(index: number): OnnxTensor {
    const type = onnxTypeOf(this.#call('outputType', index));
    if (type === undefined) throw new EngineTrapped(`output ${index} has no known type`);
    const dims = Array.from({ length: this.#call('outputRank', index) }, (_, axis) =>
      this.#call('outputDim', index, axis),
    );
    const size = dims.reduce((product, dim) => product * dim, 1);
    const at = this.#call('outputData', index) >>> 0;
    const { buffer } = this.#door.memory;
    if (type === 'string') {
      const places = new Uint32Array(buffer.slice(at, at + size * 8));
      const text = (element: number): string => {
        const start = places[element * 2]!;
        return Buffer.from(buffer, start, places[element * 2 + 1]!).toString();
      };
      return tensor(
        type,
        dims,
        Array.from({ length: size }, (_, element) => text(element)),
      );
    }
    const bytes = size * ONNX_ARRAY[type].BYTES_PER_ELEMENT;
    return tensor(type, dims, new ONNX_ARRAY[type](buffer.slice(at, at + bytes)) as Iterable<number>);
  }

  #give(bytes: Uint8Array): number {
    const at = this.#call('allocate', bytes.length) >>> 0;
    new Uint8Array(this.#door.memory.buffer).set(bytes, at);
    return at;
  }

  #refuse(code: number): void {
    if (code === 0) return;
    throw new EngineRefused(REFUSALS[code] ?? String(code), this.#text(this.#call('refusalText')));
  }

  #text(at: number): string {
    const memory = Buffer.from(this.#door.memory.buffer);
    return memory.toString('utf8', at >>> 0, memory.indexOf(0, at >>> 0));
  }

  #call(name: string, ...values: number[]): number {
    try {
      return this.#door.call(name, ...values);
    } catch (error) {
      throw new EngineTrapped(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}
