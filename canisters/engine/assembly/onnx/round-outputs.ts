import { DataType } from '../core/data-type';
import { Graph } from '../core/graph';
import { Tensor } from '../core/tensor';
import { setInt } from '../fusion/fused-node';
import { newNode } from '../fusion/new-node';

const CAST: i32 = 13;

/** Outputs that the model names as half precision, and that are floats in the engine, are rounded to numbers of that precision. */
export function roundOutputs(graph: Graph): void {
  for (let index = 0; index < graph.outputs.length; index++) {
    const port = graph.outputs[index];
    const type = port.fileType;
    const wide = port.tensor;
    if (wide === null || (type != DataType.FLOAT16 && type != DataType.BFLOAT16)) continue;
    const rounded = new Tensor(port.name);
    const cast = newNode('Cast', CAST, port.name, [wide], rounded);
    if (cast === null) return;
    setInt(cast, 'to', type);
    graph.nodes.push(cast);
    port.tensor = rounded;
  }
}
