import { node, onnxModel, value, type OnnxAttributes, type OnnxTensor } from '@indus/models';

/** One question to the engine: a model and inputs. */
export interface EngineCase {
  /** What the case is counted under: `Add`, `ai.onnx.ml.Scaler`. */
  readonly operator: string;
  readonly name: string;
  readonly model: Uint8Array;
  /** In the order of the model's inputs. */
  readonly inputs: readonly OnnxTensor[];
  /** Answers that were published with the case; without them the answer of onnxruntime-web counts. */
  readonly expected?: readonly OnnxTensor[];
}

/** A use of one operator, as the tables of generated cases write it. */
export interface OperatorUse {
  readonly opset?: number;
  /** Version of `ai.onnx.ml`. */
  readonly mlOpset?: number;
  readonly attributes?: OnnxAttributes;
  /** null: an optional input that is not given. */
  readonly inputs: readonly (OnnxTensor | null)[];
  /** How many outputs are asked for; 1 by default. */
  readonly outputs?: number;
  /** Outputs before this one are left out. */
  readonly outputsFrom?: number;
  /** Inputs from this one on stand in the file as weights. */
  readonly weightsFrom?: number;
}

const OPSET = 21;
const ML_OPSET = 3;
const ML = 'ai.onnx.ml.';

/** The case of a model with one node. */
export function useOf(operator: string, name: string, use: OperatorUse): EngineCase {
  const { inputs, outputs = 1, outputsFrom = 0, attributes = {}, weightsFrom = Infinity } = use;
  const names = inputs.map((input, index) => (input === null ? '' : `x${index}`));
  const results = Array.from({ length: outputs }, (_, index) => (index < outputsFrom ? '' : `y${index}`));
  const given = inputs.flatMap((input, index) =>
    input === null ? [] : [{ input, index, name: `x${index}` }],
  );
  const isFed = ({ index }: { index: number }): boolean => index < weightsFrom;
  const opsets: Record<string, number> = { '': use.opset ?? OPSET };
  if (operator.startsWith(ML)) opsets['ai.onnx.ml'] = use.mlOpset ?? ML_OPSET;
  return {
    operator,
    name,
    model: onnxModel({
      opsets,
      irVersion: 8,
      inputs: given.filter(isFed).map((one) => value(one.name, one.input.type, one.input.dims)),
      outputs: results.slice(outputsFrom),
      nodes: [node(operator, names, results, attributes)],
      initializers: Object.fromEntries(
        given.filter((one) => !isFed(one)).map((one) => [one.name, one.input]),
      ),
    }),
    inputs: given.filter(isFed).map(({ input }) => input),
  };
}
