import { BLOB, NAT32, NAT64, TEXT } from '../candid/candid-type';
import { Value, numberValue, recordValue, spanValue, textValue } from '../candid/candid-value';
import { runStep } from '../core/execute';
import { Node } from '../core/node';
import { explainCost, explainRow, isExplained } from '../explain/explain-row';
import { CoverSource, Explanation } from '../explain/explanation';
import { RefusalCode, refuse } from '../core/refusal';
import { Inference, prepareInference } from './inference';
import { EXPLANATION, FLOAT64S } from './interface-types';
import { QUERY_INSTRUCTIONS_MAX } from './infer-query';
import { refuseBudget, refuseInput } from './method-error';
import { instructionsSoFar } from './work';

/** What an update may take, with some kept back. Source: dfinity/ic, subnet_config.rs, 40 G. */
const UPDATE_INSTRUCTIONS_MAX: u64 = 38_000_000_000;

/** Explains one row of a request in one query. Null: refused. */
export function explainByQuery(request: Value): Value | null {
  return explainWithin(request, QUERY_INSTRUCTIONS_MAX);
}

/** The same in one update. */
export function explainByUpdate(request: Value): Value | null {
  return explainWithin(request, UPDATE_INSTRUCTIONS_MAX);
}

function explainWithin(request: Value, available: u64): Value | null {
  const inference = prepareInference(request);
  if (inference === null) return null;
  const value = explain(inference, request, available);
  inference.free();
  return value;
}

function explain(inference: Inference, request: Value, available: u64): Value | null {
  const wanted = request.field('node');
  const steps = inference.loaded.model.plan.steps;
  const index = findNode(steps, wanted.isThere ? wanted.content.text : '');
  if (index < 0) return null;
  const needed = instructionsSoFar() + inference.needed + <u64>explainCost(steps[index]);
  if (needed > available) {
    refuseBudget(needed, available);
    return null;
  }
  for (let step = 0; step <= index; step++) if (!runStep(steps[step])) return null;
  const source =
    request.field('covers').caseName == 'hit_rates' ? CoverSource.HIT_RATES : CoverSource.LEAF_COUNTS;
  const row = request.field('row').bits;
  const node = steps[index];
  const means = meansOf(request.field('means'));
  const explanation = explainRow(node, row > <u64>i32.MAX_VALUE ? -1 : <i32>row, source, means);
  return explanation === null ? null : toValue(inference, node, explanation);
}

// The only node that can be explained, or the one of this name; -1: refused.
function findNode(steps: Array<Node>, name: string): i32 {
  let found = -1;
  for (let step = 0; step < steps.length; step++) {
    if (!isExplained(steps[step]) || (name.length > 0 && steps[step].name != name)) continue;
    if (found >= 0) {
      refuseInput('node', 'the model has several nodes that can be explained: name one');
      return -1;
    }
    found = step;
  }
  if (found >= 0) return found;
  if (name.length > 0)
    refuseInput('node', 'no node of trees or of a linear model has the name "' + name + '"');
  else
    refuse(RefusalCode.UNSUPPORTED, 'the model has neither trees nor a linear model that could be explained');
  return -1;
}

function meansOf(value: Value): StaticArray<f64> {
  const means = new StaticArray<f64>(value.count);
  for (let index = 0; index < value.count; index++)
    means[index] = load<f64>(value.start + ((<usize>index) << 3));
  return means;
}

function toValue(inference: Inference, node: Node, explanation: Explanation): Value {
  const record = inference.loaded.record;
  const value = recordValue(EXPLANATION);
  value.items.push(textValue(TEXT, record.name));
  value.items.push(textValue(TEXT, record.version));
  value.items.push(spanValue(BLOB, record.sha256, 32));
  value.items.push(textValue(TEXT, node.op));
  value.items.push(textValue(TEXT, node.name));
  value.items.push(numberValue(NAT32, <u64>explanation.targets));
  value.items.push(numberValue(NAT32, <u64>explanation.features));
  value.items.push(numbersValue(explanation.contributions));
  value.items.push(numbersValue(explanation.baseValues));
  value.items.push(numbersValue(explanation.scores));
  value.items.push(numberValue(NAT64, instructionsSoFar()));
  return value;
}

function numbersValue(numbers: StaticArray<f64>): Value {
  const value = spanValue(FLOAT64S, changetype<usize>(numbers), numbers.length);
  value.owner = changetype<ArrayBuffer>(numbers);
  return value;
}
