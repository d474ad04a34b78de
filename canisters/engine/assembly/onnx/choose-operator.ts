import { Node, Prepared } from '../core/node';
import { MANY, Operator, findOperator, outputsOf } from '../core/operator-table';
import { RefusalCode, refuse } from '../core/refusal';
import { Tensor } from '../core/tensor';

/** Gives a node its operator in the form of the model's operator set. False: there is none, or inputs do not fit it. */
export function chooseOperator(node: Node, opsets: Map<string, i32>): bool {
  // XGBoost leaves the operator set of ai.onnx out of its models; its newest meaning is taken then.
  const opset = opsets.has(node.domain) ? opsets.get(node.domain) : i32.MAX_VALUE;
  const operator = findOperator(node.domain, node.op, opset);
  if (operator === null) {
    const domain = node.domain.length > 0 ? node.domain + '.' : '';
    const version = opset == i32.MAX_VALUE ? '' : ' (opset ' + opset.toString() + ')';
    return refuse(
      RefusalCode.UNSUPPORTED,
      'the operator ' + domain + node.op + version + ' is not supported',
    );
  }
  node.opset = opset;
  node.prepareIndex = operator.prepare.index;
  node.runIndex = operator.run.index;
  node.takesSequences = operator.takesSequences;
  node.placesOutputs = operator.placesOutputs;
  const outputs = outputsOf(node.op);
  while (node.outputs.length < outputs) node.outputs.push(new Tensor(''));
  return checkInputs(node, operator);
}

function checkInputs(node: Node, operator: Operator): bool {
  const given = node.inputs.length;
  // Of a list of any length no member may be left out, unless the operator says so.
  const required = operator.inputsMax == MANY && !operator.allowsGaps ? given : operator.inputsMin;
  for (let index = 0; index < max(required, operator.inputsMin); index++) {
    if (node.hasInput(index)) continue;
    return node.refuse(RefusalCode.MALFORMED, 'it lacks its input ' + index.toString()) == Prepared.READY;
  }
  // The engine itself gives a product its bias as a third input.
  const most = node.op == 'MatMul' && node.domain.length == 0 ? 2 : operator.inputsMax;
  if (given <= most) return true;
  return (
    node.refuse(
      RefusalCode.MALFORMED,
      'expected at most ' + most.toString() + ' inputs, got ' + given.toString(),
    ) == Prepared.READY
  );
}
