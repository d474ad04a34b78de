import { DataType } from './data-type';
import { ARENA_BYTES_MAX } from './limits';
import { Node, Prepared } from './node';
import { RefusalCode, refusalCode } from './refusal';

/** Prepares a node and checks what the preparation says: {@link Prepared}. A refusal is noted. */
export function prepareNode(node: Node): i32 {
  if (!node.takesSequences && !checkInputs(node)) return Prepared.REFUSED;
  const outputs = node.outputs;
  for (let index = 0; index < outputs.length; index++) {
    const output = outputs[index];
    if (output !== null) output.isShapeKnown = false;
  }
  node.alias = -1;
  node.mayOverwrite = 0;
  node.scratchSize = 0;
  node.cost = 0;
  node.isFromShapes = false;
  const outcome = node.prepare();
  // An attribute of the wrong kind is refused where it is read; the preparation may have gone on with its default.
  if (refusalCode != 0) return Prepared.REFUSED;
  if (outcome == Prepared.REFUSED)
    return node.refuse(RefusalCode.UNSUPPORTED, 'it is not supported as it stands');
  if (outcome == Prepared.WAITS || node.placesOutputs) return outcome;
  for (let index = 0; index < outputs.length; index++) {
    const output = outputs[index];
    if (output !== null && !output.isShapeKnown) {
      return node.refuse(RefusalCode.MALFORMED, 'it has no output ' + index.toString());
    }
  }
  if (<u64>node.scratchSize <= ARENA_BYTES_MAX) return outcome;
  return node.refuse(
    RefusalCode.TOO_LARGE,
    'it needs ' + node.scratchSize.toString() + ' bytes beside its outputs',
  );
}

function checkInputs(node: Node): bool {
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input === null || input.type < DataType.SEQUENCE) continue;
    node.refuseType(input);
    return false;
  }
  return true;
}
