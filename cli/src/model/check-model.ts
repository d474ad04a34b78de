import {
  type engine,
  type Engine,
  estimateInference,
  type InputShapes,
  listModels,
  loadModel,
  readModelMetadata,
  uploadModel,
} from '@indus/client';
import type { GivenModel } from './model-file.ts';

/** What is known of a model that the engine runs. */
export interface ModelReport {
  readonly sha256: string;
  readonly fileBytes: number;
  readonly inputs: readonly engine.TensorMetadata[];
  readonly outputs: readonly engine.TensorMetadata[];
  readonly format: 'onnx' | 'gguf';
  /** Of one inference with the shapes asked for; of a model that writes, of one token. */
  readonly instructions: bigint;
  readonly heapBytes: bigint;
  readonly stableBytes: bigint;
  readonly steps: number;
  /** Some steps wait for values, so that their cost is not in the estimate. */
  readonly hasOpenSteps: boolean;
  readonly fitsQuery: boolean;
}

/**
 * Loads a model into an engine and says what it takes, gives and costs.
 * Errors: EngineRefused, with the operator or type that is not supported by name; CallFailed.
 */
export async function checkModel(
  engineUsed: Engine,
  model: GivenModel,
  shapes: InputShapes,
): Promise<ModelReport> {
  await uploadModel(engineUsed, model);
  await loadModel(engineUsed, model);
  const metadata = await readModelMetadata(engineUsed, model.name);
  const listed = (await listModels(engineUsed)).find(({ name }) => name === model.name);
  const estimate =
    model.format === 'gguf' ? ofOneToken(listed) : await estimateInference(engineUsed, model.name, shapes);
  return {
    sha256: model.sha256,
    format: model.format,
    fileBytes: model.bytes.length,
    inputs: metadata.inputs,
    outputs: metadata.outputs,
    instructions: estimate.cost.instructions,
    heapBytes: estimate.cost.weight_bytes + estimate.cost.arena_bytes,
    stableBytes: listed?.stable_bytes ?? 0n,
    steps: estimate.steps,
    hasOpenSteps: estimate.has_open_steps,
    fitsQuery: estimate.fits_query,
  };
}

/** What is told of a model that writes: its answers take as many messages as they need. */
function ofOneToken(listed: engine.ModelSummary | undefined): engine.Estimate {
  const [cost = { instructions: 0n, weight_bytes: 0n, arena_bytes: 0n }] = listed?.cost ?? [];
  return { cost, steps: 0, has_open_steps: false, fits_query: false };
}
