import {
  BLOB, BOOL, CandidType, FLOAT32, FLOAT64, INT32, INT64, NAT32, NAT64, NULL, PRINCIPAL, TEXT, optOf, record, variant,
  vecOf,
} from '../candid/candid-type'; // prettier-ignore

/*
 * The types of engine.did, by the same names. Their texts are there.
 */

/** The most tensors of a request. */
export const TENSORS_MAX: i32 = 1024;

export const OPT_TEXT = optOf(TEXT);
export const TEXTS = vecOf(TEXT);
export const INT64S = vecOf(INT64);

export const CONTENTS = variant()
  .with('bool_contents', vecOf(BOOL))
  .with('int_contents', vecOf(INT32))
  .with('int64_contents', INT64S)
  .with('uint_contents', vecOf(NAT32))
  .with('uint64_contents', vecOf(NAT64))
  .with('fp32_contents', vecOf(FLOAT32))
  .with('fp64_contents', vecOf(FLOAT64))
  .with('bytes_contents', vecOf(BLOB))
  .with('raw', BLOB);

export const TENSOR = record()
  .with('name', TEXT)
  .with('datatype', TEXT)
  .with('shape', INT64S)
  .with('contents', CONTENTS);
export const TENSORS = vecOf(TENSOR, TENSORS_MAX);

export const TENSOR_METADATA = record().with('name', TEXT).with('datatype', TEXT).with('shape', INT64S);
export const TENSORS_METADATA = vecOf(TENSOR_METADATA, TENSORS_MAX);

const MESSAGE = record().with('message', TEXT);
export const METHOD_ERROR = variant()
  .with('NotFound', MESSAGE)
  .with('NotAllowed', record().with('caller', PRINCIPAL))
  .with('Malformed', MESSAGE)
  .with('Unsupported', MESSAGE)
  .with('TooLarge', MESSAGE)
  .with('InvalidInput', record().with('name', TEXT).with('message', TEXT))
  .with('OverBudget', record().with('needed', NAT64).with('available', NAT64).with('message', TEXT))
  .with('Conflict', MESSAGE)
  .with('Other', record().with('code', NAT32).with('message', TEXT));

export const SERVER_METADATA = record().with('name', TEXT).with('version', TEXT).with('extensions', TEXTS);

export const MODEL_REQUEST = record().with('name', TEXT).with('version', OPT_TEXT);

export const MODEL_METADATA = record()
  .with('name', TEXT)
  .with('versions', TEXTS)
  .with('version', TEXT)
  .with('platform', TEXT)
  .with('sha256', BLOB)
  .with('inputs', TENSORS_METADATA)
  .with('outputs', TENSORS_METADATA);

export const MODEL_FORMAT = variant().with('onnx', NULL).with('gguf', NULL);
export const MODEL_STATE = variant().with('uploading', NULL).with('stored', NULL).with('ready', NULL);

export const COST = record()
  .with('instructions', NAT64)
  .with('weight_bytes', NAT64)
  .with('arena_bytes', NAT64);
export const OPT_COST = optOf(COST);
export const OPT_NAT64 = optOf(NAT64);
export const OPT_NAT32 = optOf(NAT32);
export const OPT_FLOAT32 = optOf(FLOAT32);

export const MODEL_SUMMARY = record()
  .with('name', TEXT)
  .with('version', TEXT)
  .with('format', MODEL_FORMAT)
  .with('sha256', BLOB)
  .with('size', NAT64)
  .with('received', NAT64)
  .with('stable_bytes', NAT64)
  .with('state', MODEL_STATE)
  .with('upload', OPT_NAT64)
  .with('cost', OPT_COST);
export const STORAGE = record().with('used_bytes', NAT64).with('free_bytes', NAT64);
export const MODEL_SUMMARIES = vecOf(MODEL_SUMMARY, 1024);
export const MODEL_LIST = record().with('models', MODEL_SUMMARIES).with('storage', STORAGE);

export const INFER_REQUEST = record()
  .with('model_name', TEXT)
  .with('model_version', OPT_TEXT)
  .with('id', OPT_TEXT)
  .with('inputs', TENSORS)
  .with('outputs', optOf(TEXTS));
export const INFER_RESPONSE = record()
  .with('model_name', TEXT)
  .with('model_version', TEXT)
  .with('model_sha256', BLOB)
  .with('id', OPT_TEXT)
  .with('outputs', TENSORS)
  .with('instructions', NAT64);

export const GENERATE_REQUEST = record()
  .with('model_name', TEXT)
  .with('model_version', OPT_TEXT)
  .with('prompt', TEXT)
  .with('tokens_max', NAT32)
  .with('temperature', OPT_FLOAT32)
  .with('top_k', OPT_NAT32)
  .with('top_p', OPT_FLOAT32)
  .with('seed', OPT_NAT64)
  .with('stop', TEXTS)
  .with('reads_controls', BOOL);
export const FINISH = variant().with('end', NULL).with('stop', NULL).with('length', NULL);
export const GENERATE_RESPONSE = record()
  .with('model_name', TEXT)
  .with('model_version', TEXT)
  .with('model_sha256', BLOB)
  .with('text', TEXT)
  .with('finish', FINISH)
  .with('prompt_tokens', NAT32)
  .with('answer_tokens', NAT32)
  .with('instructions', NAT64);

export const COVERS = variant().with('hit_rates', NULL).with('leaf_counts', NULL);
export const FLOAT64S = vecOf(FLOAT64);
export const EXPLAIN_REQUEST = record()
  .with('model_name', TEXT)
  .with('model_version', OPT_TEXT)
  .with('inputs', TENSORS)
  .with('row', NAT32)
  .with('node', OPT_TEXT)
  .with('covers', COVERS)
  .with('means', FLOAT64S);
export const EXPLANATION = record()
  .with('model_name', TEXT)
  .with('model_version', TEXT)
  .with('model_sha256', BLOB)
  .with('operator', TEXT)
  .with('node', TEXT)
  .with('targets', NAT32)
  .with('features', NAT32)
  .with('contributions', FLOAT64S)
  .with('base_values', FLOAT64S)
  .with('scores', FLOAT64S)
  .with('instructions', NAT64);

export const ESTIMATE_REQUEST = record()
  .with('model_name', TEXT)
  .with('model_version', OPT_TEXT)
  .with('shapes', vecOf(record().with('name', TEXT).with('shape', INT64S), TENSORS_MAX));
export const ESTIMATE = record()
  .with('cost', COST)
  .with('steps', NAT32)
  .with('has_open_steps', BOOL)
  .with('fits_query', BOOL);

export const BEGIN_UPLOAD = record()
  .with('name', TEXT)
  .with('version', TEXT)
  .with('format', MODEL_FORMAT)
  .with('size', NAT64)
  .with('sha256', BLOB);
export const UPLOAD = record()
  .with('upload', NAT64)
  .with('next_offset', NAT64)
  .with('chunk_bytes_max', NAT64);
export const PUT_CHUNK = record().with('upload', NAT64).with('offset', NAT64).with('bytes', BLOB);
export const NEXT_OFFSET = record().with('next_offset', NAT64);
export const FINISH_UPLOAD = record().with('upload', NAT64);
export const MODEL_VERSION = record().with('name', TEXT).with('version', TEXT);
export const SETTINGS = record().with('instructions_per_message', NAT64);

/** A result: Ok with this content, or Err with a {@link METHOD_ERROR}. */
export function resultOf(ok: CandidType): CandidType {
  return variant().with('Ok', ok).with('Err', METHOD_ERROR);
}

export const METADATA_RESULT = resultOf(MODEL_METADATA);
export const INFER_RESULT = resultOf(INFER_RESPONSE);
export const GENERATE_RESULT = resultOf(GENERATE_RESPONSE);
export const EXPLAIN_RESULT = resultOf(EXPLANATION);
export const ESTIMATE_RESULT = resultOf(ESTIMATE);
export const UPLOAD_RESULT = resultOf(UPLOAD);
export const CHUNK_RESULT = resultOf(NEXT_OFFSET);
export const LOAD_RESULT = resultOf(COST);
export const DONE_RESULT = resultOf(NULL);
