import { RefusalCode, refuse } from '../core/refusal';
import { Activation } from './activation';
import { GgufModel } from './gguf-model';
import { KeyValueCache, cacheBytes, cacheLayerBytes } from './key-value-cache';
import { ALLOCATION_BYTES_MAX, HEAP_BYTES_MAX } from './limits';
import { Rotary } from './rotary';

/** Tokens of a prompt that pass the layers together, so that weights are read once for all of them. */
export const BATCH_TOKENS: i32 = 8;

/**
 * The memory of one generation at a time: keys and values of a context, and the numbers between the steps of a layer. It is
 * taken once and used by one generation after the other.
 */
export class Workspace {
  cache: KeyValueCache;
  rotary: Rotary;
  /** States of the tokens between the layers. */
  states: usize;
  /** Results of products, token by token. */
  queries: usize;
  keys: usize;
  values: usize;
  projected: usize;
  gates: usize;
  ups: usize;
  /** Scores of one head. */
  scores: usize;
  logits: usize;
  /** Room for a number for each token of the vocabulary, which a sampler sorts. */
  candidates: usize;
  normed: Activation;
  attended: Activation;
  hidden: Activation;
  /** Generations that were begun here; the last of them has the numbers. */
  begun: i32 = 0;

  constructor(
    public model: GgufModel,
    public contextTokens: i32,
  ) {
    const shape = model.shape;
    this.cache = new KeyValueCache(shape, contextTokens);
    this.rotary = new Rotary(shape, model.transformer.ropeFactors, BATCH_TOKENS);
    this.states = rows(shape.width);
    this.queries = rows(shape.queryWidth);
    this.keys = rows(shape.keyWidth);
    this.values = rows(shape.keyWidth);
    this.projected = rows(shape.width);
    this.gates = rows(shape.hiddenWidth);
    this.ups = rows(shape.hiddenWidth);
    this.scores = heap.alloc(((<usize>contextTokens) << 2) + 16);
    this.logits = heap.alloc(((<usize>shape.vocabulary) << 2) + 16);
    this.candidates = heap.alloc(((<usize>shape.vocabulary) << 2) + 16);
    this.normed = new Activation(shape.width, BATCH_TOKENS);
    this.attended = new Activation(shape.queryWidth, BATCH_TOKENS);
    this.hidden = new Activation(shape.hiddenWidth, BATCH_TOKENS);
  }

  /** Gives all memory back; the workspace is not used afterwards. The model stays. */
  free(): void {
    this.cache.free();
    this.rotary.free();
    const blocks = [
      this.states, this.queries, this.keys, this.values, this.projected, this.gates, this.ups, this.scores, this.logits,
      this.candidates,
    ]; // prettier-ignore
    for (let index = 0; index < blocks.length; index++) heap.free(blocks[index]);
    this.normed.free();
    this.attended.free();
    this.hidden.free();
  }
}

/**
 * Takes memory for contexts of that many tokens, prompt and answer together. Null: refused, and no memory is held.
 * Bounds: the model's own context, and what the heap has room for beside the weights.
 */
export function openWorkspace(model: GgufModel, contextTokens: i32): Workspace | null {
  const most = model.shape.contextTokens;
  if (contextTokens < 2 || contextTokens > most) {
    refuse(
      RefusalCode.TOO_LARGE,
      'expected a context of 2 to ' + most.toString() + ' tokens, got ' + contextTokens.toString(),
    );
    return null;
  }
  const bytes = cacheBytes(model.shape, contextTokens);
  if (
    bytes + model.heapBytes > HEAP_BYTES_MAX ||
    cacheLayerBytes(model.shape, contextTokens) > ALLOCATION_BYTES_MAX
  ) {
    const room = HEAP_BYTES_MAX - model.heapBytes;
    refuse(
      RefusalCode.TOO_LARGE,
      'expected a context of at most ' + room.toString() + ' bytes, got ' + bytes.toString(),
    );
    return null;
  }
  return new Workspace(model, contextTokens);
}

function rows(width: i32): usize {
  return heap.alloc(((<usize>BATCH_TOKENS * <usize>width) << 2) + 16);
}
