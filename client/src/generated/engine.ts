/* eslint-disable */
// Made from canisters/engine/engine.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import type { ActorMethod } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { IDL } from '@dfinity/candid';

/**
 * The same name, version, format, size and hash while an upload is under way: that upload goes on.
 */
export interface BeginUpload {
  /**
   * Of the whole file, 32 bytes.
   */
  'sha256' : Uint8Array,
  /**
   * 1 to 128 bytes.
   */
  'name' : string,
  /**
   * Bytes of the file.
   */
  'size' : bigint,
  /**
   * 1 to 64 bytes.
   */
  'version' : string,
  'format' : ModelFormat,
}
/**
 * Offset at which the next bytes are wanted. A chunk that does not begin there is left out, so that one that was sent twice
 * does no harm.
 */
export type ChunkResult = { 'Ok' : { 'next_offset' : bigint } } |
  { 'Err' : MethodError };
/**
 * Elements in row-major order, in the field that fits the datatype:
 * BOOL bool_contents · INT8, INT16, INT32 int_contents · INT64 int64_contents · UINT8, UINT16, UINT32 uint_contents ·
 * UINT64 uint64_contents · FP32 fp32_contents · FP64 fp64_contents · BYTES bytes_contents (a string is its UTF-8).
 * `raw` is accepted for each of them but BYTES: the elements as they lie in memory, little-endian, without gaps.
 */
export type Contents = { 'raw' : Uint8Array } |
  { 'fp32_contents' : Array<number> } |
  { 'fp64_contents' : Array<number> } |
  { 'int64_contents' : BigInt64Array } |
  { 'uint64_contents' : BigUint64Array } |
  { 'bool_contents' : Array<boolean> } |
  { 'uint_contents' : Uint32Array } |
  { 'int_contents' : Int32Array } |
  { 'bytes_contents' : Array<Uint8Array> };
/**
 * What one run takes, estimated; open dimensions count as 1.
 */
export interface Cost {
  /**
   * Instructions of the Internet Computer.
   */
  'instructions' : bigint,
  'arena_bytes' : bigint,
  /**
   * Bytes of heap for weights, and for values of one run.
   */
  'weight_bytes' : bigint,
}
export type DoneResult = { 'Ok' : null } |
  { 'Err' : MethodError };
export interface Estimate {
  /**
   * Whether one query has enough instructions for it.
   */
  'fits_query' : boolean,
  'cost' : Cost,
  'has_open_steps' : boolean,
  /**
   * Steps of the plan; some may wait for values, so that their cost is not in the estimate.
   */
  'steps' : number,
}
export interface EstimateRequest {
  'shapes' : Array<TensorShape>,
  'model_version' : [] | [string],
  'model_name' : string,
}
export type EstimateResult = { 'Ok' : Estimate } |
  { 'Err' : MethodError };
/**
 * What each feature of one row added to the scores of trees or a linear model, before any post-transform. Exact: for every
 * target the base value and the contributions of all features add up to the score.
 */
export interface ExplainRequest {
  /**
   * Of the inputs, from 0.
   */
  'row' : number,
  /**
   * Linear models: the mean of each feature, from which contributions are counted; empty: from 0.
   */
  'means' : Array<number>,
  'model_version' : [] | [string],
  'model_name' : string,
  /**
   * Name of the node to explain, where the model has several; without it: the only one.
   */
  'node' : [] | [string],
  'inputs' : Array<Tensor>,
  /**
   * Trees: how often a branch is taken where a feature is not known. `hit_rates`: as the model says, refused where it does not.
   * `leaf_counts`: every leaf counts the same.
   */
  'covers' : { 'leaf_counts' : null } |
    { 'hit_rates' : null },
}
export type ExplainResult = { 'Ok' : Explanation } |
  { 'Err' : MethodError };
export interface Explanation {
  'features' : number,
  'model_version' : string,
  /**
   * targets × features, row-major.
   */
  'contributions' : Array<number>,
  'model_name' : string,
  /**
   * For each target: what is expected when nothing is known of the row, and the row's score.
   */
  'base_values' : Array<number>,
  /**
   * The operator that was explained, and its name in the file.
   */
  'operator' : string,
  'scores' : Array<number>,
  'node' : string,
  'instructions' : bigint,
  'targets' : number,
  'model_sha256' : Uint8Array,
}
/**
 * A text is written on from a prompt by a language model (GGUF).
 */
export interface GenerateRequest {
  'top_k' : [] | [number],
  'top_p' : [] | [number],
  'model_version' : [] | [string],
  /**
   * 0 or nothing: always the likeliest token. Else tokens are drawn, from `top_k` of the likeliest (nothing or 0: all) that
   * together have the share `top_p` (nothing: 1), by `seed` (nothing: 0): the same request gives the same text.
   */
  'temperature' : [] | [number],
  'model_name' : string,
  'seed' : [] | [bigint],
  /**
   * Texts at which the answer ends; they are no part of it. At most 16 of 1 to 256 bytes.
   */
  'stop' : Array<string>,
  /**
   * Whether names of control tokens in the prompt are control tokens. Only for prompts that nobody else can write into.
   */
  'reads_controls' : boolean,
  /**
   * Tokens of the answer at most. Prompt and answer have room in the model's context, of which 2,048 tokens are used at most.
   */
  'tokens_max' : number,
  'prompt' : string,
}
export interface GenerateResponse {
  'model_version' : string,
  'model_name' : string,
  'text' : string,
  'instructions' : bigint,
  /**
   * The model ended the text, a stop text came, or there were as many tokens as asked for.
   */
  'finish' : { 'end' : null } |
    { 'stop' : null } |
    { 'length' : null },
  'answer_tokens' : number,
  'prompt_tokens' : number,
  'model_sha256' : Uint8Array,
}
export type GenerateResult = { 'Ok' : GenerateResponse } |
  { 'Err' : MethodError };
export interface InferRequest {
  /**
   * Comes back in the answer.
   */
  'id' : [] | [string],
  /**
   * Without one: the version that was loaded last.
   */
  'model_version' : [] | [string],
  'model_name' : string,
  'inputs' : Array<Tensor>,
  /**
   * Names of the outputs that are wanted; without them: all.
   */
  'outputs' : [] | [Array<string>],
}
export interface InferResponse {
  'id' : [] | [string],
  'model_version' : string,
  'model_name' : string,
  /**
   * That the inference took, all its messages together.
   */
  'instructions' : bigint,
  /**
   * Of the model's file: which model answered.
   */
  'model_sha256' : Uint8Array,
  'outputs' : Array<Tensor>,
}
export type InferResult = { 'Ok' : InferResponse } |
  { 'Err' : MethodError };
export type LoadResult = { 'Ok' : Cost } |
  { 'Err' : MethodError };
export type MetadataResult = { 'Ok' : ModelMetadata } |
  { 'Err' : MethodError };
export type MethodError = {
    /**
     * A tensor or a choice of the request does not fit the model. `name` is that of the tensor, or empty.
     */
    'InvalidInput' : { 'name' : string, 'message' : string }
  } |
  {
    /**
     * Only controllers of the canister may do this.
     */
    'NotAllowed' : { 'caller' : Principal }
  } |
  {
    /**
     * A bound of the engine is passed; the message names it.
     */
    'TooLarge' : { 'message' : string }
  } |
  {
    /**
     * No model, version or upload of this name is here.
     */
    'NotFound' : { 'message' : string }
  } |
  {
    /**
     * A well-formed model asks for what the engine does not have; the message names the operator, type or operator set.
     */
    'Unsupported' : { 'message' : string }
  } |
  {
    /**
     * The message or the file is not what its format says.
     */
    'Malformed' : { 'message' : string }
  } |
  {
    /**
     * The work needs more instructions than a message of this kind has; as an update there are more.
     */
    'OverBudget' : {
      'needed' : bigint,
      'available' : bigint,
      'message' : string,
    }
  } |
  {
    /**
     * Not foreseen at release.
     */
    'Other' : { 'code' : number, 'message' : string }
  } |
  {
    /**
     * The state does not allow it now; the message says what to wait for.
     */
    'Conflict' : { 'message' : string }
  };
export type ModelFormat = { 'gguf' : null } |
  { 'onnx' : null };
export interface ModelList {
  'storage' : Storage,
  'models' : Array<ModelSummary>,
}
export interface ModelMetadata {
  /**
   * Of the file as it was uploaded.
   */
  'sha256' : Uint8Array,
  'name' : string,
  /**
   * "onnx" or "gguf".
   */
  'platform' : string,
  /**
   * The version that this describes.
   */
  'version' : string,
  'inputs' : Array<TensorMetadata>,
  /**
   * Versions that are loaded.
   */
  'versions' : Array<string>,
  'outputs' : Array<TensorMetadata>,
}
/**
 * Without a version: the one that was loaded last.
 */
export interface ModelRequest { 'name' : string, 'version' : [] | [string] }
export type ModelState = {
    /**
     * The file is complete and its hash was checked; it answers nothing.
     */
    'stored' : null
  } |
  {
    /**
     * Bytes are still coming.
     */
    'uploading' : null
  } |
  {
    /**
     * It answers.
     */
    'ready' : null
  };
export interface ModelSummary {
  'sha256' : Uint8Array,
  /**
   * Of a model that is loaded.
   */
  'cost' : [] | [Cost],
  'name' : string,
  /**
   * Bytes of the file, and how many are here.
   */
  'size' : bigint,
  'version' : string,
  'state' : ModelState,
  /**
   * Number of the upload, while it is one.
   */
  'upload' : [] | [bigint],
  /**
   * Bytes of stable memory that it takes.
   */
  'stable_bytes' : bigint,
  'received' : bigint,
  'format' : ModelFormat,
}
export interface ModelVersion { 'name' : string, 'version' : string }
export interface PutChunk {
  'offset' : bigint,
  'upload' : bigint,
  'bytes' : Uint8Array,
}
export interface ServerMetadata {
  'name' : string,
  'version' : string,
  'extensions' : Array<string>,
}
export interface Settings {
  /**
   * After how many instructions an inference goes on in a message of its own. 1 to 30,000,000,000.
   */
  'instructions_per_message' : bigint,
}
/**
 * Stable memory: what models take, and what is free for the next without growing.
 */
export interface Storage { 'used_bytes' : bigint, 'free_bytes' : bigint }
export interface Tensor {
  'contents' : Contents,
  'name' : string,
  'shape' : BigInt64Array,
  /**
   * BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP32, FP64 or BYTES.
   */
  'datatype' : string,
}
/**
 * What a model says of an input or output. A dimension of -1 is left to the request.
 */
export interface TensorMetadata {
  'name' : string,
  'shape' : BigInt64Array,
  'datatype' : string,
}
/**
 * Shapes of inputs; what is left out has the model's own shape, open dimensions as 1.
 */
export interface TensorShape { 'name' : string, 'shape' : BigInt64Array }
export interface Upload {
  'chunk_bytes_max' : bigint,
  'upload' : bigint,
  'next_offset' : bigint,
}
export type UploadResult = { 'Ok' : Upload } |
  { 'Err' : MethodError };
export interface _SERVICE {
  /**
   * All that follow: controllers of the canister only.
   */
  'begin_upload' : ActorMethod<[BeginUpload], UploadResult>,
  'configure' : ActorMethod<[Settings], DoneResult>,
  /**
   * Forgets a file, or an upload under way; the next upload takes its place in stable memory.
   */
  'delete_model' : ActorMethod<[ModelVersion], DoneResult>,
  /**
   * What an inference with inputs of these shapes takes.
   */
  'estimate' : ActorMethod<[EstimateRequest], EstimateResult>,
  /**
   * Why a model answers as it does: Shapley values of trees, contributions of linear models. As an update it is certified.
   */
  'explain' : ActorMethod<[ExplainRequest], ExplainResult>,
  'explain_query' : ActorMethod<[ExplainRequest], ExplainResult>,
  /**
   * Checks the hash. A file that has another is forgotten.
   */
  'finish_upload' : ActorMethod<[{ 'upload' : bigint }], DoneResult>,
  /**
   * Writes a text on, in as many messages as it takes. While it does, the model refuses others with `Conflict`.
   */
  'generate' : ActorMethod<[GenerateRequest], GenerateResult>,
  /**
   * Computed by all nodes and certified. Work that one message cannot hold goes on in further ones. While it does, the model
   * refuses others with `Conflict`.
   */
  'infer' : ActorMethod<[InferRequest], InferResult>,
  /**
   * The same, computed by one node at once; refused with `OverBudget` before it begins when a query cannot hold it.
   */
  'infer_query' : ActorMethod<[InferRequest], InferResult>,
  /**
   * Every model with its hash. Anybody.
   */
  'list_models' : ActorMethod<[], ModelList>,
  /**
   * Reads the file and makes it answer; refused, with the reason by name, when the engine cannot run it.
   */
  'load_model' : ActorMethod<[ModelVersion], LoadResult>,
  'model_metadata' : ActorMethod<[ModelRequest], MetadataResult>,
  'model_ready' : ActorMethod<[ModelRequest], boolean>,
  'put_chunk' : ActorMethod<[PutChunk], ChunkResult>,
  'read_settings' : ActorMethod<[], Settings>,
  /**
   * What this server is. Anybody.
   */
  'server_metadata' : ActorMethod<[], ServerMetadata>,
  /**
   * Whether every model that was loaded can answer; after an upgrade they are brought back one by one.
   */
  'server_ready' : ActorMethod<[], boolean>,
  /**
   * Ends its answers and returns its heap; the file stays.
   */
  'unload_model' : ActorMethod<[ModelVersion], DoneResult>,
}
export const idlFactory: IDL.InterfaceFactory = ({ IDL }) => {
  const ModelFormat = IDL.Variant({ 'gguf' : IDL.Null, 'onnx' : IDL.Null });
  const BeginUpload = IDL.Record({
    'sha256' : IDL.Vec(IDL.Nat8),
    'name' : IDL.Text,
    'size' : IDL.Nat64,
    'version' : IDL.Text,
    'format' : ModelFormat,
  });
  const Upload = IDL.Record({
    'chunk_bytes_max' : IDL.Nat64,
    'upload' : IDL.Nat64,
    'next_offset' : IDL.Nat64,
  });
  const MethodError = IDL.Variant({
    'InvalidInput' : IDL.Record({ 'name' : IDL.Text, 'message' : IDL.Text }),
    'NotAllowed' : IDL.Record({ 'caller' : IDL.Principal }),
    'TooLarge' : IDL.Record({ 'message' : IDL.Text }),
    'NotFound' : IDL.Record({ 'message' : IDL.Text }),
    'Unsupported' : IDL.Record({ 'message' : IDL.Text }),
    'Malformed' : IDL.Record({ 'message' : IDL.Text }),
    'OverBudget' : IDL.Record({
      'needed' : IDL.Nat64,
      'available' : IDL.Nat64,
      'message' : IDL.Text,
    }),
    'Other' : IDL.Record({ 'code' : IDL.Nat32, 'message' : IDL.Text }),
    'Conflict' : IDL.Record({ 'message' : IDL.Text }),
  });
  const UploadResult = IDL.Variant({ 'Ok' : Upload, 'Err' : MethodError });
  const Settings = IDL.Record({ 'instructions_per_message' : IDL.Nat64 });
  const DoneResult = IDL.Variant({ 'Ok' : IDL.Null, 'Err' : MethodError });
  const ModelVersion = IDL.Record({ 'name' : IDL.Text, 'version' : IDL.Text });
  const TensorShape = IDL.Record({
    'name' : IDL.Text,
    'shape' : IDL.Vec(IDL.Int64),
  });
  const EstimateRequest = IDL.Record({
    'shapes' : IDL.Vec(TensorShape),
    'model_version' : IDL.Opt(IDL.Text),
    'model_name' : IDL.Text,
  });
  const Cost = IDL.Record({
    'instructions' : IDL.Nat64,
    'arena_bytes' : IDL.Nat64,
    'weight_bytes' : IDL.Nat64,
  });
  const Estimate = IDL.Record({
    'fits_query' : IDL.Bool,
    'cost' : Cost,
    'has_open_steps' : IDL.Bool,
    'steps' : IDL.Nat32,
  });
  const EstimateResult = IDL.Variant({ 'Ok' : Estimate, 'Err' : MethodError });
  const Contents = IDL.Variant({
    'raw' : IDL.Vec(IDL.Nat8),
    'fp32_contents' : IDL.Vec(IDL.Float32),
    'fp64_contents' : IDL.Vec(IDL.Float64),
    'int64_contents' : IDL.Vec(IDL.Int64),
    'uint64_contents' : IDL.Vec(IDL.Nat64),
    'bool_contents' : IDL.Vec(IDL.Bool),
    'uint_contents' : IDL.Vec(IDL.Nat32),
    'int_contents' : IDL.Vec(IDL.Int32),
    'bytes_contents' : IDL.Vec(IDL.Vec(IDL.Nat8)),
  });
  const Tensor = IDL.Record({
    'contents' : Contents,
    'name' : IDL.Text,
    'shape' : IDL.Vec(IDL.Int64),
    'datatype' : IDL.Text,
  });
  const ExplainRequest = IDL.Record({
    'row' : IDL.Nat32,
    'means' : IDL.Vec(IDL.Float64),
    'model_version' : IDL.Opt(IDL.Text),
    'model_name' : IDL.Text,
    'node' : IDL.Opt(IDL.Text),
    'inputs' : IDL.Vec(Tensor),
    'covers' : IDL.Variant({
      'leaf_counts' : IDL.Null,
      'hit_rates' : IDL.Null,
    }),
  });
  const Explanation = IDL.Record({
    'features' : IDL.Nat32,
    'model_version' : IDL.Text,
    'contributions' : IDL.Vec(IDL.Float64),
    'model_name' : IDL.Text,
    'base_values' : IDL.Vec(IDL.Float64),
    'operator' : IDL.Text,
    'scores' : IDL.Vec(IDL.Float64),
    'node' : IDL.Text,
    'instructions' : IDL.Nat64,
    'targets' : IDL.Nat32,
    'model_sha256' : IDL.Vec(IDL.Nat8),
  });
  const ExplainResult = IDL.Variant({
    'Ok' : Explanation,
    'Err' : MethodError,
  });
  const GenerateRequest = IDL.Record({
    'top_k' : IDL.Opt(IDL.Nat32),
    'top_p' : IDL.Opt(IDL.Float32),
    'model_version' : IDL.Opt(IDL.Text),
    'temperature' : IDL.Opt(IDL.Float32),
    'model_name' : IDL.Text,
    'seed' : IDL.Opt(IDL.Nat64),
    'stop' : IDL.Vec(IDL.Text),
    'reads_controls' : IDL.Bool,
    'tokens_max' : IDL.Nat32,
    'prompt' : IDL.Text,
  });
  const GenerateResponse = IDL.Record({
    'model_version' : IDL.Text,
    'model_name' : IDL.Text,
    'text' : IDL.Text,
    'instructions' : IDL.Nat64,
    'finish' : IDL.Variant({
      'end' : IDL.Null,
      'stop' : IDL.Null,
      'length' : IDL.Null,
    }),
    'answer_tokens' : IDL.Nat32,
    'prompt_tokens' : IDL.Nat32,
    'model_sha256' : IDL.Vec(IDL.Nat8),
  });
  const GenerateResult = IDL.Variant({
    'Ok' : GenerateResponse,
    'Err' : MethodError,
  });
  const InferRequest = IDL.Record({
    'id' : IDL.Opt(IDL.Text),
    'model_version' : IDL.Opt(IDL.Text),
    'model_name' : IDL.Text,
    'inputs' : IDL.Vec(Tensor),
    'outputs' : IDL.Opt(IDL.Vec(IDL.Text)),
  });
  const InferResponse = IDL.Record({
    'id' : IDL.Opt(IDL.Text),
    'model_version' : IDL.Text,
    'model_name' : IDL.Text,
    'instructions' : IDL.Nat64,
    'model_sha256' : IDL.Vec(IDL.Nat8),
    'outputs' : IDL.Vec(Tensor),
  });
  const InferResult = IDL.Variant({
    'Ok' : InferResponse,
    'Err' : MethodError,
  });
  const Storage = IDL.Record({
    'used_bytes' : IDL.Nat64,
    'free_bytes' : IDL.Nat64,
  });
  const ModelState = IDL.Variant({
    'stored' : IDL.Null,
    'uploading' : IDL.Null,
    'ready' : IDL.Null,
  });
  const ModelSummary = IDL.Record({
    'sha256' : IDL.Vec(IDL.Nat8),
    'cost' : IDL.Opt(Cost),
    'name' : IDL.Text,
    'size' : IDL.Nat64,
    'version' : IDL.Text,
    'state' : ModelState,
    'upload' : IDL.Opt(IDL.Nat64),
    'stable_bytes' : IDL.Nat64,
    'received' : IDL.Nat64,
    'format' : ModelFormat,
  });
  const ModelList = IDL.Record({
    'storage' : Storage,
    'models' : IDL.Vec(ModelSummary),
  });
  const LoadResult = IDL.Variant({ 'Ok' : Cost, 'Err' : MethodError });
  const ModelRequest = IDL.Record({
    'name' : IDL.Text,
    'version' : IDL.Opt(IDL.Text),
  });
  const TensorMetadata = IDL.Record({
    'name' : IDL.Text,
    'shape' : IDL.Vec(IDL.Int64),
    'datatype' : IDL.Text,
  });
  const ModelMetadata = IDL.Record({
    'sha256' : IDL.Vec(IDL.Nat8),
    'name' : IDL.Text,
    'platform' : IDL.Text,
    'version' : IDL.Text,
    'inputs' : IDL.Vec(TensorMetadata),
    'versions' : IDL.Vec(IDL.Text),
    'outputs' : IDL.Vec(TensorMetadata),
  });
  const MetadataResult = IDL.Variant({
    'Ok' : ModelMetadata,
    'Err' : MethodError,
  });
  const PutChunk = IDL.Record({
    'offset' : IDL.Nat64,
    'upload' : IDL.Nat64,
    'bytes' : IDL.Vec(IDL.Nat8),
  });
  const ChunkResult = IDL.Variant({
    'Ok' : IDL.Record({ 'next_offset' : IDL.Nat64 }),
    'Err' : MethodError,
  });
  const ServerMetadata = IDL.Record({
    'name' : IDL.Text,
    'version' : IDL.Text,
    'extensions' : IDL.Vec(IDL.Text),
  });
  
  return IDL.Service({
    'begin_upload' : IDL.Func([BeginUpload], [UploadResult], []),
    'configure' : IDL.Func([Settings], [DoneResult], []),
    'delete_model' : IDL.Func([ModelVersion], [DoneResult], []),
    'estimate' : IDL.Func([EstimateRequest], [EstimateResult], ['query']),
    'explain' : IDL.Func([ExplainRequest], [ExplainResult], []),
    'explain_query' : IDL.Func([ExplainRequest], [ExplainResult], ['query']),
    'finish_upload' : IDL.Func(
        [IDL.Record({ 'upload' : IDL.Nat64 })],
        [DoneResult],
        [],
      ),
    'generate' : IDL.Func([GenerateRequest], [GenerateResult], []),
    'infer' : IDL.Func([InferRequest], [InferResult], []),
    'infer_query' : IDL.Func([InferRequest], [InferResult], ['query']),
    'list_models' : IDL.Func([], [ModelList], ['query']),
    'load_model' : IDL.Func([ModelVersion], [LoadResult], []),
    'model_metadata' : IDL.Func([ModelRequest], [MetadataResult], ['query']),
    'model_ready' : IDL.Func([ModelRequest], [IDL.Bool], ['query']),
    'put_chunk' : IDL.Func([PutChunk], [ChunkResult], []),
    'read_settings' : IDL.Func([], [Settings], ['query']),
    'server_metadata' : IDL.Func([], [ServerMetadata], ['query']),
    'server_ready' : IDL.Func([], [IDL.Bool], ['query']),
    'unload_model' : IDL.Func([ModelVersion], [DoneResult], []),
  });
};

export const init: (args: { IDL: typeof IDL }) => IDL.Type[] = ({ IDL }) => {
  return [];
};
