import * as ort from 'onnxruntime-web/wasm';
import { tensor, type OnnxTensor, type OnnxType } from '@indus/models';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'fatal';

/** A model in onnxruntime-web: WebAssembly, one thread. */
export class OnnxRuntime {
  readonly #session: ort.InferenceSession;

  private constructor(session: ort.InferenceSession) {
    this.#session = session;
  }

  /** Errors: whatever onnxruntime-web throws at a model that it does not take. */
  static async load(model: Uint8Array): Promise<OnnxRuntime> {
    const options = { executionProviders: ['wasm'], logSeverityLevel: 4 } as const;
    return new OnnxRuntime(await ort.InferenceSession.create(model, options));
  }

  /** Inputs in the order of the model. Errors: whatever onnxruntime-web throws at inputs that it does not take. */
  async run(inputs: readonly OnnxTensor[]): Promise<OnnxTensor[]> {
    const results = await this.#session.run(this.feeds(inputs));
    return this.#session.outputNames.map((name) => fromRuntime(results[name]));
  }

  /** Inputs as onnxruntime-web takes them. */
  feeds(inputs: readonly OnnxTensor[]): Record<string, ort.Tensor> {
    return Object.fromEntries(
      this.#session.inputNames
        .slice(0, inputs.length)
        .map((name, index) => [name, toRuntime(inputs[index]!)]),
    );
  }

  /** Runs with inputs that {@link feeds} made, as a page that uses onnxruntime-web would. */
  async runFeeds(feeds: Record<string, ort.Tensor>): Promise<ort.InferenceSession.ReturnType> {
    return this.#session.run(feeds);
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** What onnxruntime-web answers, or why it does not. */
export async function askRuntime(
  model: Uint8Array,
  inputs: readonly OnnxTensor[],
): Promise<readonly OnnxTensor[] | Error> {
  let session: OnnxRuntime | undefined;
  try {
    session = await OnnxRuntime.load(model);
    return await session.run(inputs);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await session?.release().catch(() => undefined);
  }
}

function toRuntime(given: OnnxTensor): ort.Tensor {
  const Tensor = ort.Tensor as new (type: string, data: unknown, dims: readonly number[]) => ort.Tensor;
  return new Tensor(given.type, given.data, given.dims);
}

function fromRuntime(given: ort.Tensor | undefined): OnnxTensor {
  if (given?.dims === undefined) throw new Error('onnxruntime-web gave no tensor');
  const data = given.type === 'string' ? given.data : (given.data as Uint8Array).slice();
  return tensor(given.type as OnnxType, given.dims, data as Iterable<number>);
}
