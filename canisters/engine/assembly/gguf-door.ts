import './system/abort';
import { clearRefusal, refusalCode, refusalMessage } from './core/refusal';
import { Activation } from './gguf/activation';
import { HeapSource } from './gguf/byte-source';
import { Generation, GenerationOptions } from './gguf/generation';
import { GgufModel } from './gguf/gguf-model';
import { ModelLoader, openModel } from './gguf/model-loader';
import { multiply } from './gguf/multiply';
import { packPanel } from './gguf/pack-rows';
import { PANEL_ROWS, PanelMatrix } from './gguf/panel-matrix';
import { TensorType } from './gguf/tensor-info';
import { letterClass } from './gguf/tokenizer/letter-class';
import { TextSink } from './gguf/tokenizer/text-sink';
import { TokenList } from './gguf/tokenizer/token-list';
import { unpackRow } from './gguf/unpack-row';
import { Workspace, openWorkspace } from './gguf/workspace';

/*
 * A door for tests of language models: raw memory in, raw memory out, no canister around it. It is compiled into a module of its
 * own and never deployed.
 */

let loader: ModelLoader | null = null;
let model: GgufModel | null = null;
let workspace: Workspace | null = null;
let generation: Generation | null = null;
let options = new GenerationOptions();
const tokens = new TokenList();
const text = new TextSink();

export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function release(address: usize): void {
  heap.free(address);
}

/** Address of the refusal's text, in UTF-8 with a 0 at its end. */
export function refusalText(): usize {
  return changetype<usize>(String.UTF8.encode(refusalMessage, true));
}

/**
 * 0 when the head of the file was read, else the code of the refusal, or -1 when none was noted: a fault of the reader. The
 * file's memory stays until the last piece is loaded.
 */
export function open(file: usize, length: usize): i32 {
  clearRefusal();
  close();
  loader = openModel(new HeapSource(file, length));
  return loader === null && refusalCode == 0 ? -1 : refusalCode;
}

/** Loads on; 1 when the model is complete. */
export function loadOn(budget: f64): i32 {
  if (!loader!.step(budget)) return 0;
  model = loader!.model;
  loader = null;
  return 1;
}

export function close(): void {
  if (generation !== null) generation!.free();
  if (workspace !== null) workspace!.free();
  if (loader !== null) loader!.free();
  else if (model !== null) model!.free();
  generation = null;
  workspace = null;
  loader = null;
  model = null;
  options = new GenerationOptions();
  __collect();
}

/** Bytes of weights and vocabulary. */
export function heapBytes(): f64 {
  return <f64>(loader !== null ? loader!.model.heapBytes : model!.heapBytes);
}

/** Instructions of a token at a position, estimated; known from when the head was read. */
export function tokenCost(position: i32): f64 {
  return loader !== null ? loader!.model.tokenCost(position) : model!.tokenCost(position);
}

/** Takes memory for a context; the code of the refusal or 0. */
export function openContext(contextTokens: i32): i32 {
  clearRefusal();
  if (generation !== null) generation!.free();
  if (workspace !== null) workspace!.free();
  generation = null;
  workspace = openWorkspace(model!, contextTokens);
  if (workspace !== null) generation = new Generation(workspace!);
  return refusalCode;
}

export function setSampling(temperature: f32, topK: i32, topP: f32, seed: u64): void {
  options.sampling.temperature = temperature;
  options.sampling.topK = topK;
  options.sampling.topP = topP;
  options.sampling.seed = seed;
}

export function addStop(text: usize, length: i32): i32 {
  clearRefusal();
  options.stops.add(String.UTF8.decodeUnsafe(text, length));
  return refusalCode;
}

export function resetOptions(): void {
  options = new GenerationOptions();
}

export function begin(prompt: usize, length: i32, tokensMax: i32, readsControls: bool): i32 {
  clearRefusal();
  options.tokensMax = tokensMax;
  options.readsControls = readsControls;
  generation!.begin(prompt, length, options);
  return refusalCode;
}

/** Begins another generation in the same workspace. */
export function interrupt(prompt: usize, length: i32): i32 {
  clearRefusal();
  const other = new Generation(workspace!);
  other.begin(prompt, length, new GenerationOptions());
  other.free();
  return refusalCode;
}

/** The state after the step. */
export function step(budget: f64): i32 {
  clearRefusal();
  return generation!.step(budget);
}

export function lastRefusal(): i32 {
  return refusalCode;
}

export function nextCost(): f64 {
  return generation!.nextCost;
}

export function textData(): usize {
  return generation!.text.data;
}

export function textLength(): i32 {
  return generation!.text.length;
}

export function shownLength(): i32 {
  return generation!.shownBytes;
}

/** Logits of the last token, before sampling changed them: only with temperature 0. */
export function logits(): usize {
  return workspace!.logits;
}

export function vocabularySize(): i32 {
  return model!.shape.vocabulary;
}

export function generatedTokens(): usize {
  return generation!.tokens.data;
}

export function generatedLength(): i32 {
  return generation!.tokens.length;
}

/** Number of tokens of a text; they lie at `encodedTokens`. */
export function encode(text: usize, length: i32, readsControls: bool): i32 {
  tokens.length = 0;
  model!.tokenizer.encode(text, length, readsControls, tokens);
  return tokens.length;
}

export function encodedTokens(): usize {
  return tokens.data;
}

/** Bytes of the text of tokens; it lies at `decodedText`. */
export function decode(list: usize, count: i32): i32 {
  text.clear();
  for (let index = 0; index < count; index++)
    model!.tokenizer.decode(load<i32>(list + ((<usize>index) << 2)), text);
  text.end();
  return text.length;
}

export function decodedText(): usize {
  return text.data;
}

/** Class of a code point for the rules that split texts into words. */
export function classOf(codePoint: u32): u32 {
  return letterClass(codePoint);
}

/**
 * Packs rows as a file has them and multiplies them with vectors of floats, token by token; behind the results of each token stands
 * room up to whole panels. Behind all results stand the rows, unpacked.
 */
export function multiplyRows(
  type: u32,
  from: usize,
  rows: i32,
  columns: i32,
  rowSize: i32,
  vectors: usize,
  tokens: i32,
  to: usize,
): void {
  const matrix = new PanelMatrix(type == TensorType.F16 ? TensorType.F32 : type, rows, columns);
  matrix.data = heap.alloc(<usize>matrix.size);
  for (let panel = 0; panel < matrix.panels; panel++) {
    const row = panel * PANEL_ROWS;
    const place = matrix.data + <usize>(panel * matrix.panelSize);
    packPanel(type, from + <usize>(row * rowSize), rowSize, min(PANEL_ROWS, rows - row), columns, place);
  }
  const activation = new Activation(columns, tokens);
  memory.copy(activation.floats, vectors, (<usize>(tokens * columns)) << 2);
  const stride = matrix.panels * PANEL_ROWS * 4;
  multiply(matrix, activation, tokens, to, stride);
  to += <usize>(tokens * stride);
  for (let row = 0; row < rows; row++) unpackRow(matrix, row, to + ((<usize>(row * columns)) << 2));
  activation.free();
  heap.free(matrix.data);
}
