import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { findOperator } from '../core/operator-table';
import { Region } from '../core/region';
import { Tensor } from '../core/tensor';
import { AttentionMatch, isTranspose, splitShape } from './attention-match';
import { dropNodes } from './drop-nodes';
import { setFloat, setInt } from './fused-node';
import { GraphUses } from './graph-uses';
import { newIntegers, newNode } from './new-node';

const RESHAPE: i32 = 13;
const ATTENTION: i32 = 23;

/**
 * Finds softmax(queries · keys · scale + mask) · values with the moves of heads around it, as exporters write it before opset 23,
 * and puts Attention there, which reads heads where they lie and never has all scores at once. Its rounding differs: it multiplies
 * by the scale, and a row whose mask hides everything is 0, not NaN.
 */
export function fuseAttention(graph: Graph, region: Region): void {
  if (findOperator('', 'Attention', ATTENTION) === null) return;
  const uses = new GraphUses(graph);
  const nodes = new Array<Node>();
  const dropped = new Set<Node>();
  for (let index = 0; index < graph.nodes.length; index++) {
    const last = graph.nodes[index];
    const match = new AttentionMatch(uses);
    const moved = uses.onlyReader(last.output(0));
    const isMoved = moved !== null && moved.op == 'Transpose' && moved.domain.length == 0;
    if (isMoved && isTranspose(moved, 0, 2, 1, 3) && match.isFound(last)) {
      if (putAttention(match, uses, last, moved!, nodes, region)) {
        dropped.add(moved!);
        continue;
      }
    }
    nodes.push(last);
  }
  graph.nodes = nodes;
  dropNodes(graph, dropped);
}

function putAttention(
  match: AttentionMatch,
  uses: GraphUses,
  last: Node,
  moved: Node,
  nodes: Array<Node>,
  region: Region,
): bool {
  const queries = splitShape(uses, match.queries!);
  const keys = splitShape(uses, match.keys!);
  const values = splitShape(uses, match.values!);
  if (queries === null || keys === null || values === null) return false;
  // Products spread a batch or a head that stands alone; attention does not.
  if (keys[0] != queries[0] || values[0] != queries[0] || keys[2] != queries[2] || values[2] != queries[2])
    return false;
  if (keys[3] != queries[3]) return false;
  const inputs: Array<Tensor> = [
    joinHeads(uses, match.queries!, queries, nodes, region),
    joinHeads(uses, match.keys!, keys, nodes, region),
    joinHeads(uses, match.values!, values, nodes, region),
  ];
  if (match.mask !== null) inputs.push(match.mask!);
  const joined = new Tensor(last.output(0).name);
  const attention = newNode('Attention', ATTENTION, last.name, inputs, joined)!;
  setInt(attention, 'q_num_heads', queries[2]);
  setInt(attention, 'kv_num_heads', keys[2]);
  setFloat(attention, 'scale', match.scale);
  nodes.push(attention);
  const shape = newIntegers(region, [0, 0, queries[2], values[3]]);
  nodes.push(newNode('Reshape', RESHAPE, moved.name, [joined, shape], moved.output(0))!);
  return true;
}

// [batch, place, head · element] of the same elements, which shares their memory.
function joinHeads(
  uses: GraphUses,
  value: Tensor,
  sizes: Array<i64>,
  nodes: Array<Node>,
  region: Region,
): Tensor {
  const reshape = uses.producer(value, 'Reshape')!;
  const joined = new Tensor(value.name);
  const shape = newIntegers(region, [sizes[0], sizes[1], sizes[2] * sizes[3]]);
  nodes.push(newNode('Reshape', RESHAPE, reshape.name, [reshape.input(0), shape], joined)!);
  return joined;
}
