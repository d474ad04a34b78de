import { askEngine, type Engine } from './engine.ts';
import { toWire } from './engine-tensor.ts';
import type { Question } from './infer.ts';

/** Which row of a question is explained, and how. */
export interface ExplainQuestion extends Pick<Question, 'model' | 'version' | 'inputs'> {
  readonly row: number;
  /** Name of the node, where the model has several that can be explained. */
  readonly node?: string;
  /** Trees: covers by the model's hit rates, or every leaf of a tree the same. */
  readonly covers: 'hit_rates' | 'leaf_counts';
  /** Linear models: the mean of each feature; zeros unless told. */
  readonly means?: readonly number[];
}

/** What each feature added to the scores of one row: base value and contributions of a target add up to its score. */
export interface RowExplanation {
  readonly model: string;
  readonly version: string;
  readonly sha256: Uint8Array;
  readonly operator: string;
  readonly node: string;
  /** By target, then by feature. */
  readonly contributions: readonly (readonly number[])[];
  readonly baseValues: readonly number[];
  readonly scores: readonly number[];
}

/** Why a model answers as it does, by query. Errors: EngineRefused, CallFailed, ProofInvalid. */
export function explainQuery(engine: Engine, question: ExplainQuestion): Promise<RowExplanation> {
  return ask(engine, question, 'explain_query');
}

/** The same, certified. Errors: EngineRefused, CallFailed, ProofInvalid. */
export function explainCertified(engine: Engine, question: ExplainQuestion): Promise<RowExplanation> {
  return ask(engine, question, 'explain');
}

async function ask(
  engine: Engine,
  { model, version, inputs, row, node, covers, means = [] }: ExplainQuestion,
  method: 'explain' | 'explain_query',
): Promise<RowExplanation> {
  const answer = await askEngine(method, () =>
    engine.service[method]({
      model_name: model,
      model_version: version === undefined ? [] : [version],
      inputs: inputs.map(toWire),
      row,
      node: node === undefined ? [] : [node],
      covers: covers === 'hit_rates' ? { hit_rates: null } : { leaf_counts: null },
      means: [...means],
    }),
  );
  const { features } = answer;
  const contributions = Array.from({ length: answer.targets }, (_, target) =>
    answer.contributions.slice(target * features, (target + 1) * features),
  );
  return {
    model: answer.model_name,
    version: answer.model_version,
    sha256: Uint8Array.from(answer.model_sha256),
    operator: answer.operator,
    node: answer.node,
    contributions,
    baseValues: answer.base_values,
    scores: answer.scores,
  };
}
