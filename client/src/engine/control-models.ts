import type { Cost } from '../generated/engine.ts';
import { askEngine, type Engine } from './engine.ts';

/** One version of a model. */
export interface ModelName {
  readonly name: string;
  readonly version: string;
}

/** Makes a stored model answer. Errors: EngineRefused (`Unsupported` by name), CallFailed, ProofInvalid. */
export function loadModel(engine: Engine, { name, version }: ModelName): Promise<Cost> {
  return askEngine('load_model', () => engine.service.load_model({ name, version }));
}

/** Ends a model's answers; its file stays. Errors: EngineRefused, CallFailed, ProofInvalid. */
export async function unloadModel(engine: Engine, { name, version }: ModelName): Promise<void> {
  await askEngine('unload_model', () => engine.service.unload_model({ name, version }));
}

/** Forgets a model, or an upload under way. Errors: EngineRefused, CallFailed, ProofInvalid. */
export async function deleteModel(engine: Engine, { name, version }: ModelName): Promise<void> {
  await askEngine('delete_model', () => engine.service.delete_model({ name, version }));
}
