import { DataType } from '../core/data-type';
import { Node } from '../core/node';
import { RefusalCode } from '../core/refusal';
import { LinearState } from '../operators/tabular/linear';
import { floatAt } from '../operators/tabular/rows';
import { Explanation } from './explanation';

/** See {@link explainRow}. */
export function explainLinear(
  node: Node,
  state: LinearState,
  row: i32,
  means: StaticArray<f64>,
): Explanation | null {
  const features = state.features;
  if (means.length != 0 && means.length != features) {
    const counts = features.toString() + ' means or none, got ' + means.length.toString();
    node.refuse(RefusalCode.INVALID_INPUT, 'it cannot be explained: expected ' + counts);
    return null;
  }
  const input = node.input(0);
  const explanation = new Explanation(state.targets, features);
  for (let target = 0; target < state.targets; target++) {
    let base: f64 = state.intercepts.length > 0 ? <f64>state.intercepts[target] : 0;
    let score = base;
    for (let feature = 0; feature < features; feature++) {
      const at = row * features + feature;
      const value =
        input.type == DataType.DOUBLE ? load<f64>(input.data + ((<usize>at) << 3)) : <f64>floatAt(input, at);
      const mean: f64 = means.length > 0 ? means[feature] : 0;
      const coefficient = <f64>state.coefficients[target * features + feature];
      explanation.add(target, feature, coefficient * (value - mean));
      base += coefficient * mean;
      score += coefficient * value;
    }
    explanation.baseValues[target] = base;
    explanation.scores[target] = score;
  }
  return explanation;
}
