import { attend } from './attend';
import { addRow, gateRow, normRow } from './kernels/row-math';
import { multiply } from './multiply';
import { Layer, Transformer } from './transformer';
import { unpackRow } from './unpack-row';
import { Workspace } from './workspace';

// Instructions beside the products, estimated: of a number of a state, of the hidden step, of a pair of query and key.
const STATE_COST: f64 = 60;
const HIDDEN_COST: f64 = 22;
const PAIR_COST: f64 = 5.8;
const SCORE_COST: f64 = 82;
const CHOICE_COST: f64 = 40;

/** Begins a batch: the tokens' states, and their positions from `position` on. */
export function embed(workspace: Workspace, tokens: usize, count: i32, position: i32): void {
  const transformer = workspace.model.transformer;
  const size = (<usize>transformer.shape.width) << 2;
  for (let token = 0; token < count; token++) {
    unpackRow(
      transformer.embedding!,
      load<i32>(tokens + ((<usize>token) << 2)),
      workspace.states + <usize>token * size,
    );
    workspace.rotary.place(token, position + token);
  }
}

/** Takes a batch through one layer and keeps its keys and values. */
export function runLayer(workspace: Workspace, index: i32, count: i32, position: i32): void {
  const layer = workspace.model.transformer.layers[index];
  attendLayer(workspace, layer, index, count, position);
  feedLayer(workspace, layer, count);
}

/** Computes the logits of the vocabulary for one token of the batch, which has passed all layers. */
export function computeLogits(workspace: Workspace, token: i32): void {
  const transformer = workspace.model.transformer;
  const shape = transformer.shape;
  const state = workspace.states + ((<usize>token * <usize>shape.width) << 2);
  normRow(state, transformer.outputNorm, shape.width, shape.epsilon, workspace.normed.at(0));
  workspace.normed.changed();
  multiply(transformer.output!, workspace.normed, 1, workspace.logits, 0);
}

/** Instructions of a batch through one layer, estimated. */
export function layerCost(transformer: Transformer, index: i32, count: i32, position: i32): f64 {
  const shape = transformer.shape;
  const seen = <f64>position + (<f64>count + 1) / 2;
  const attention = <f64>shape.heads * seen * (<f64>shape.headWidth * PAIR_COST + SCORE_COST);
  const rest = <f64>shape.width * STATE_COST + <f64>shape.hiddenWidth * HIDDEN_COST;
  return <f64>count * (transformer.layers[index].cost + attention + rest);
}

/** Instructions of the logits, and of choosing among them, estimated. */
export function logitsCost(transformer: Transformer): f64 {
  return transformer.output!.cost + <f64>transformer.shape.vocabulary * CHOICE_COST;
}

/** Instructions of a token of the answer at a position, estimated. */
export function tokenCost(transformer: Transformer, position: i32): f64 {
  let cost = logitsCost(transformer);
  for (let layer = 0; layer < transformer.layers.length; layer++)
    cost += layerCost(transformer, layer, 1, position);
  return cost;
}

function attendLayer(workspace: Workspace, layer: Layer, index: i32, count: i32, position: i32): void {
  const shape = workspace.model.shape;
  const keySize = (<usize>shape.keyWidth) << 2;
  const querySize = (<usize>shape.queryWidth) << 2;
  normStates(workspace, layer.attentionNorm, count);
  multiply(layer.query!, workspace.normed, count, workspace.queries, <i32>querySize);
  multiply(layer.key!, workspace.normed, count, workspace.keys, <i32>keySize);
  multiply(layer.value!, workspace.normed, count, workspace.values, <i32>keySize);
  for (let token = 0; token < count; token++) {
    const query = workspace.queries + <usize>token * querySize;
    const key = workspace.keys + <usize>token * keySize;
    const value = workspace.values + <usize>token * keySize;
    if (layer.queryBias != 0) addRow(layer.queryBias, shape.queryWidth, query);
    if (layer.keyBias != 0) addRow(layer.keyBias, shape.keyWidth, key);
    if (layer.valueBias != 0) addRow(layer.valueBias, shape.keyWidth, value);
    workspace.rotary.turn(token, query, shape.heads);
    workspace.rotary.turn(token, key, shape.keyHeads);
    for (let head = 0; head < shape.keyHeads; head++) {
      const offset = (<usize>head * <usize>shape.headWidth) << 2;
      workspace.cache.keep(index, head, position + token, key + offset, value + offset);
    }
    attend(
      workspace.cache,
      shape,
      index,
      position + token,
      query,
      workspace.scores,
      workspace.attended.at(token),
    );
  }
  workspace.attended.changed();
  multiply(layer.output!, workspace.attended, count, workspace.projected, shape.width << 2);
  addProjected(workspace, layer.outputBias, count);
}

function feedLayer(workspace: Workspace, layer: Layer, count: i32): void {
  const shape = workspace.model.shape;
  const hiddenSize = (<usize>shape.hiddenWidth) << 2;
  normStates(workspace, layer.feedNorm, count);
  multiply(layer.gate!, workspace.normed, count, workspace.gates, <i32>hiddenSize);
  multiply(layer.up!, workspace.normed, count, workspace.ups, <i32>hiddenSize);
  for (let token = 0; token < count; token++) {
    const offset = <usize>token * hiddenSize;
    gateRow(workspace.gates + offset, workspace.ups + offset, shape.hiddenWidth, workspace.hidden.at(token));
  }
  workspace.hidden.changed();
  multiply(layer.down!, workspace.hidden, count, workspace.projected, shape.width << 2);
  addProjected(workspace, 0, count);
}

function normStates(workspace: Workspace, weights: usize, count: i32): void {
  const shape = workspace.model.shape;
  const size = (<usize>shape.width) << 2;
  for (let token = 0; token < count; token++) {
    normRow(
      workspace.states + <usize>token * size,
      weights,
      shape.width,
      shape.epsilon,
      workspace.normed.at(token),
    );
  }
  workspace.normed.changed();
}

function addProjected(workspace: Workspace, bias: usize, count: i32): void {
  const width = workspace.model.shape.width;
  const size = (<usize>width) << 2;
  for (let token = 0; token < count; token++) {
    const state = workspace.states + <usize>token * size;
    if (bias != 0) addRow(bias, width, state);
    addRow(workspace.projected + <usize>token * size, width, state);
  }
}
