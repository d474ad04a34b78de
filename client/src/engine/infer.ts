import type { InferRequest } from '../generated/engine.ts';
import { askEngine, type Engine } from './engine.ts';
import { type EngineTensor, fromWire, toWire } from './engine-tensor.ts';

/** What is asked of a model. */
export interface Question {
  readonly model: string;
  /** The version that was loaded last unless told. */
  readonly version?: string;
  readonly inputs: readonly EngineTensor[];
  /** Names of the outputs that are wanted; all unless told. */
  readonly outputs?: readonly string[];
  /** Comes back with the answer. */
  readonly id?: string;
}

/** What a model answered, and which one it was. */
export interface Inference {
  readonly model: string;
  readonly version: string;
  /** SHA-256 of the model's file. */
  readonly sha256: Uint8Array;
  readonly id?: string;
  readonly outputs: readonly EngineTensor[];
  readonly instructions: bigint;
}

/**
 * Asks a model by query: fast, on the word of the node that signed it.
 * Errors: EngineRefused, CallFailed, ProofInvalid, TensorUnknown.
 */
export function inferQuery(engine: Engine, question: Question): Promise<Inference> {
  return ask(engine, question, 'infer_query');
}

/**
 * Asks a model by update: computed by all nodes, certified, and of any length.
 * Errors: EngineRefused (`Conflict` while another such inference goes on), CallFailed, ProofInvalid, TensorUnknown.
 */
export function inferCertified(engine: Engine, question: Question): Promise<Inference> {
  return ask(engine, question, 'infer');
}

async function ask(
  engine: Engine,
  { model, version, inputs, outputs, id }: Question,
  method: 'infer' | 'infer_query',
): Promise<Inference> {
  const request: InferRequest = {
    model_name: model,
    model_version: version === undefined ? [] : [version],
    id: id === undefined ? [] : [id],
    inputs: inputs.map(toWire),
    outputs: outputs === undefined ? [] : [[...outputs]],
  };
  const answer = await askEngine(method, () => engine.service[method](request));
  return {
    model: answer.model_name,
    version: answer.model_version,
    sha256: Uint8Array.from(answer.model_sha256),
    ...(answer.id[0] === undefined ? {} : { id: answer.id[0] }),
    outputs: answer.outputs.map(fromWire),
    instructions: answer.instructions,
  };
}
