import { Node } from './node';
import { Tensor } from './tensor';

/**
 * The value whose place output 0 of a step may take: an input that the operator allows to be overwritten, that lies in the plan's
 * block, and that nothing reads after the step. Null when there is none. Last uses are known.
 */
export function overwrittenInput(node: Node, step: i32): Tensor | null {
  if (node.mayOverwrite == 0 || node.alias >= 0 || !node.hasOutput(0)) return null;
  const size = node.output(0).byteSize;
  for (let index = 0; index < min(node.inputs.length, 32); index++) {
    if (((node.mayOverwrite >> (<u32>index)) & 1) == 0 || !node.hasInput(index)) continue;
    const input = node.input(index);
    const root = rootOf(input);
    if (!root.isInArena || root.lastUse != step || input.byteSize != size || root.byteSize != size) continue;
    if (isReadElsewhere(node, input, root)) continue;
    return root;
  }
  return null;
}

/** The value whose memory a value shares in the end. */
function rootOf(tensor: Tensor): Tensor {
  let root = tensor;
  while (root.aliasOf !== null) root = root.aliasOf!;
  return root;
}

// The same memory under another shape may be read at other places than those that are written.
function isReadElsewhere(node: Node, input: Tensor, root: Tensor): bool {
  for (let index = 0; index < node.inputs.length; index++) {
    const other = node.inputs[index];
    if (other !== null && other !== input && rootOf(other) === root) return true;
  }
  return node.captured.includes(root);
}
