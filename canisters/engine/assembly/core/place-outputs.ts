import { allocateValue } from './memory';
import { Node } from './node';

/** Bytes that outputs and scratch of a prepared node take; `copiesAlias`: an output that could share memory does not. */
export function placedBytes(node: Node, copiesAlias: bool): u64 {
  let bytes: u64 = <u64>node.scratchSize + 16;
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output === null || (index == 0 && node.alias >= 0 && !copiesAlias)) continue;
    bytes += <u64>output.byteSize + 16;
  }
  return bytes;
}

/** Gives outputs and scratch their places among the values that are computed now. */
export function placeOutputs(node: Node, copiesAlias: bool): void {
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output === null) continue;
    const isAlias = index == 0 && node.alias >= 0;
    if (isAlias && !copiesAlias) {
      output.data = node.input(node.alias).data;
      continue;
    }
    output.data = allocateValue(output.byteSize);
    if (isAlias) memory.copy(output.data, node.input(node.alias).data, output.byteSize);
  }
  node.scratch = node.scratchSize > 0 ? allocateValue(node.scratchSize) : 0;
}
