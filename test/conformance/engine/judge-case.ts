import { MalformedFile, type OnnxTensor } from '@indus/models';
import { EngineRefused, EngineTrapped, type CaseModule } from '../../engine/case-module.ts';
import {
  BETWEEN_ENGINES,
  differences,
  halfValue,
  PUBLISHED,
  PUBLISHED_FOURIER,
  type Tolerance,
} from './compare-tensors.ts';
import { askRuntime } from './onnx-runtime.ts';
import type { EngineCase } from './engine-case.ts';

/**
 * `unsupported`: the engine said so by name. `unjudged`: it answers and nothing says what is right, for onnxruntime-web refuses
 * the case. `agreed`: both refuse it.
 */
export type Outcome = 'passed' | 'failed' | 'unsupported' | 'unjudged' | 'agreed';

export interface Judged {
  readonly operator: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly reason: string;
  /** A published case: whether onnxruntime-web gives the published answer. */
  readonly isRuntimeRight: boolean;
  /** The engine loaded the model, and its answer was wrong. */
  readonly isWrongAnswer: boolean;
}

/** Asks the engine and onnxruntime-web, and compares. A trap costs the instance: `renew` makes another. */
export class Judge {
  readonly #renew: () => CaseModule;
  #module: CaseModule;

  constructor(renew: () => CaseModule) {
    this.#renew = renew;
    this.#module = renew();
  }

  async judge(one: EngineCase): Promise<Judged> {
    const answer = this.#ask(one);
    const runtime = await askRuntime(one.model, one.inputs);
    const { operator, name } = one;
    const isRuntimeRight =
      one.expected !== undefined &&
      !(runtime instanceof Error) &&
      differences(asFloat32(runtime, one.expected), one.expected, toleranceOf(one)) === undefined;
    const expected = one.expected ?? (runtime instanceof Error ? undefined : runtime);
    const verdict = verdictOf(answer, expected, toleranceOf(one));
    return { operator, name, isRuntimeRight, ...verdict };
  }

  #ask({ model, inputs }: EngineCase): readonly OnnxTensor[] | Error {
    try {
      this.#module.load(model);
      return this.#module.run(inputs);
    } catch (error) {
      if (error instanceof EngineTrapped) this.#module = this.#renew();
      else if (!(error instanceof EngineRefused || error instanceof MalformedFile)) throw error;
      return error;
    }
  }
}

function toleranceOf({ operator, expected }: EngineCase): Tolerance {
  if (expected === undefined) return BETWEEN_ENGINES;
  return operator === 'DFT' || operator === 'STFT' ? PUBLISHED_FOURIER : PUBLISHED;
}

function verdictOf(
  answer: readonly OnnxTensor[] | Error,
  expected: readonly OnnxTensor[] | undefined,
  tolerance: Tolerance,
): Pick<Judged, 'outcome' | 'reason' | 'isWrongAnswer'> {
  const verdict = (outcome: Outcome, reason = '', isWrongAnswer = false) => ({
    outcome,
    reason,
    isWrongAnswer,
  });
  if (answer instanceof EngineTrapped) return verdict('failed', `trap: ${answer.message}`);
  if (answer instanceof EngineRefused) {
    const reason = `${answer.kind}: ${answer.message}`;
    if (expected === undefined) return verdict('agreed', reason);
    return verdict(answer.kind === 'unsupported' ? 'unsupported' : 'failed', reason);
  }
  if (answer instanceof Error) return verdict('failed', answer.message);
  if (expected === undefined) return verdict('unjudged');
  const fault = differences(answer, expected, tolerance);
  return fault === undefined ? verdict('passed') : verdict('failed', fault, true);
}

/** onnxruntime-web answers 16 bits where they are expected; the comparison is made for answers in float32. */
function asFloat32(answer: readonly OnnxTensor[], expected: readonly OnnxTensor[]): readonly OnnxTensor[] {
  return answer.map((one, index) => {
    const wanted = expected[index];
    const isHalf =
      one.type === 'float16' && wanted?.type === 'float16' && one.dims.join() === wanted.dims.join();
    return isHalf ? { type: 'float32', dims: one.dims, data: Float32Array.from(one.data, halfValue) } : one;
  });
}
