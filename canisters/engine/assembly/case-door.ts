import './system/abort';
import { RefusalCode, clearRefusal, refusalCode, refusalMessage, refuse } from './core/refusal';
import { DataType } from './core/data-type';
import { Model } from './core/model';
import { Region } from './core/region';
import { Tensor } from './core/tensor';
import { namesOfOperators } from './core/operator-table';
import { explainCost, explainRow, isExplained } from './explain/explain-row';
import { Explanation } from './explain/explanation';
import { addAllOperators } from './operators/all-operators';
import { readModel, setOptimised } from './onnx/read-model';
import { readOptional, readSequence } from './onnx/read-sequence';
import { readTensor } from './onnx/read-tensor';
import { Wire } from './onnx/wire';

/*
 * A door for tests of operators: raw memory in, raw memory out, no canister around it. It is compiled into a module of its own
 * and never deployed.
 */

addAllOperators();

let model: Model | null = null;
const inputs = new Region();

export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function release(address: usize): void {
  heap.free(address);
}

/** 0 when the model was loaded, else the code of the refusal. */
export function loadModel(file: usize, length: usize): i32 {
  clearRefusal();
  unloadModel();
  model = readModel(file, length);
  return refusalCode;
}

/** Models loaded from now on are fused, or not; they are at first. */
export function optimiseModels(isOptimised: bool): void {
  setOptimised(isOptimised);
}

/** Nodes of the model's graph, after folding and fusion. */
export function nodeCount(): i32 {
  return model!.graph.nodes.length;
}

export function unloadModel(): void {
  if (model !== null) model!.free();
  model = null;
  inputs.reset();
  __collect();
}

/** Gives an input as a TensorProto, SequenceProto or OptionalProto, as the model says. */
export function setInput(index: i32, file: usize, length: usize): i32 {
  clearRefusal();
  if (model === null || index >= model!.graph.inputs.length) {
    refuse(RefusalCode.NOT_FOUND, 'the model has no input ' + index.toString());
    return refusalCode;
  }
  const type = model!.graph.inputs[index].type;
  const wire = new Wire(file, length);
  const tensor =
    type == DataType.SEQUENCE
      ? readSequence(wire, inputs)
      : type == DataType.OPTIONAL
        ? readOptional(wire, inputs)
        : readTensor(wire, inputs);
  if (tensor === null) return refusalCode;
  const port = model!.graph.inputs[index].tensor!;
  port.shapeLike(tensor, tensor.type);
  port.data = tensor.data;
  return 0;
}

export function run(): i32 {
  clearRefusal();
  model!.run();
  return refusalCode;
}

export function inputCount(): i32 {
  return model!.graph.inputs.length;
}

export function outputCount(): i32 {
  return model!.graph.outputs.length;
}

function outputOf(index: i32): Tensor {
  return model!.graph.outputs[index].tensor!;
}

export function outputType(index: i32): i32 {
  return outputOf(index).type;
}

export function outputRank(index: i32): i32 {
  return outputOf(index).rank;
}

export function outputDim(index: i32, axis: i32): i32 {
  return outputOf(index).dim(axis);
}

export function outputData(index: i32): usize {
  return outputOf(index).data;
}

/** Address of the refusal's text, in UTF-8 with a 0 at its end. */
export function refusalText(): usize {
  return changetype<usize>(String.UTF8.encode(refusalMessage, true));
}

/** Bytes of the block in which the values of a run lie. */
export function arenaBytes(): usize {
  return model!.plan.arenaSize;
}

/** Instructions of a run of the last plan, estimated. */
export function planCost(): f64 {
  return model!.plan.cost;
}

/** Address of the names of all operators, in UTF-8 with a 0 at its end: `domain:operator`, separated by spaces. */
export function operatorNames(): usize {
  return changetype<usize>(String.UTF8.encode(namesOfOperators().join(' '), true));
}

let explanation: Explanation | null = null;
let explainedCost: f64 = 0;

/** Explains a row of the first node that can be explained; `means` are `count` doubles. 0, or the code of the refusal. */
export function explain(row: i32, source: i32, means: usize, count: i32): i32 {
  clearRefusal();
  const list = new StaticArray<f64>(count);
  memory.copy(changetype<usize>(list), means, (<usize>count) << 3);
  const nodes = model!.graph.nodes;
  for (let index = 0; index < nodes.length; index++) {
    if (!isExplained(nodes[index])) continue;
    explainedCost = explainCost(nodes[index]);
    explanation = explainRow(nodes[index], row, source, list);
    return refusalCode;
  }
  refuse(RefusalCode.NOT_FOUND, 'the model has no node that can be explained');
  return refusalCode;
}

/** Instructions of the last explanation, as estimated before it. */
export function explanationEstimate(): f64 {
  return explainedCost;
}

export function explainedTargets(): i32 {
  return explanation!.targets;
}

export function explainedFeatures(): i32 {
  return explanation!.features;
}

/** Addresses of doubles: contributions `[targets, features]`, base values and scores `[targets]`. */
export function explainedContributions(): usize {
  return changetype<usize>(explanation!.contributions);
}

export function explainedBaseValues(): usize {
  return changetype<usize>(explanation!.baseValues);
}

export function explainedScores(): usize {
  return changetype<usize>(explanation!.scores);
}
