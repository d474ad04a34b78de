import { exchange } from '../call-failed.ts';
import type { Estimate, ModelMetadata, ModelSummary } from '../generated/engine.ts';
import { askEngine, type Engine } from './engine.ts';

/** Every model of an engine with its hash, by the word of one node. Errors: CallFailed, ProofInvalid. */
export async function listModels(engine: Engine): Promise<ModelSummary[]> {
  const { models } = await exchange('list_models', () => engine.service.list_models());
  return models;
}

/** What a model takes and gives. Errors: EngineRefused, CallFailed, ProofInvalid. */
export function readModelMetadata(engine: Engine, name: string, version?: string): Promise<ModelMetadata> {
  return askEngine('model_metadata', () =>
    engine.service.model_metadata({ name, version: version === undefined ? [] : [version] }),
  );
}

/** Shapes of inputs by their names; the model's own, with open dimensions as 1, where one is left out. */
export type InputShapes = Readonly<Record<string, readonly number[]>>;

/** What an inference with inputs of these shapes takes. Errors: EngineRefused, CallFailed, ProofInvalid. */
export function estimateInference(
  engine: Engine,
  model: string,
  shapes: InputShapes = {},
): Promise<Estimate> {
  return askEngine('estimate', () =>
    engine.service.estimate({
      model_name: model,
      model_version: [],
      shapes: Object.entries(shapes).map(([name, shape]) => ({
        name,
        shape: BigInt64Array.from(shape, BigInt),
      })),
    }),
  );
}
