import './system/abort';
import { clearRefusal, refusalMessage } from './core/refusal';
import { answer, answerBare, answerController, answerPlain, collectGarbage } from './methods/answer';
import { configure, deleteModel, loadModel, readSettings, unloadModel } from './methods/control-models';
import { estimateInference } from './methods/estimate-inference';
import { explainByQuery, explainByUpdate } from './methods/explain-inference';
import { inferQuery } from './methods/infer-query';
import { answerByWork, continueWork } from './methods/answer-by-work';
import { beginGeneration } from './methods/generate';
import { beginInference } from './methods/inference';
import {
  BEGIN_UPLOAD, CHUNK_RESULT, DONE_RESULT, ESTIMATE_REQUEST, ESTIMATE_RESULT,
  EXPLAIN_REQUEST,
  EXPLAIN_RESULT, FINISH_UPLOAD, GENERATE_REQUEST, GENERATE_RESULT, INFER_REQUEST,
  INFER_RESULT, LOAD_RESULT, METADATA_RESULT, MODEL_REQUEST, MODEL_VERSION, PUT_CHUNK, SETTINGS, UPLOAD_RESULT,
} from './methods/interface-types'; // prettier-ignore
import { isAnyBusy, loadedModel, nextToLoad } from './methods/loaded-models';
import { listModels, modelMetadata } from './methods/read-models';
import { modelReady, serverMetadata, serverReady } from './methods/server';
import { beginUpload, finishUpload, putChunk } from './methods/upload';
import { addAllOperators } from './operators/all-operators';
import { makeStore, openStore } from './store/model-table';
import { global_timer_set, time } from './system/ic0';
import { trapWith } from './system/message';

/*
 * The door of the canister. An export `canister_query_x` becomes the method `x`: the build puts a space where the network wants
 * one. A method whose name begins with _ is no part of the interface.
 */

addAllOperators();

export function canister_init(): void {
  clearRefusal();
  if (!makeStore()) trapWith(refusalMessage);
}

/** Refuses while an inference goes on: its messages would come back to another module. */
export function canister_pre_upgrade(): void {
  if (isAnyBusy()) trapWith('an inference goes on: stop the canister first, which waits for it');
}

export function canister_post_upgrade(): void {
  clearRefusal();
  if (!openStore()) trapWith(refusalMessage);
  global_timer_set(time());
}

/** Brings the models that answered before an upgrade back into the heap, one in a message. */
let slotToLoad: i32 = 0;
export function canister_global_timer(): void {
  clearRefusal();
  const record = nextToLoad(slotToLoad);
  if (record === null) return;
  // One that the new module refuses is left to those who ask for it; they are told why.
  slotToLoad = record.slot + 1;
  global_timer_set(time());
  loadedModel(record);
}

export function canister_query_server_metadata(): void {
  answerPlain(serverMetadata());
}

export function canister_query_server_ready(): void {
  answerPlain(serverReady());
}

export function canister_query_list_models(): void {
  answerPlain(listModels());
}

export function canister_query_model_metadata(): void {
  answer(METADATA_RESULT, MODEL_REQUEST, modelMetadata);
}

export function canister_query_model_ready(): void {
  answerBare(MODEL_REQUEST, modelReady);
}

export function canister_update_infer(): void {
  answerByWork(INFER_RESULT, INFER_REQUEST, beginInference);
  collectGarbage(false);
}

export function canister_query_infer_query(): void {
  answer(INFER_RESULT, INFER_REQUEST, inferQuery);
}

export function canister_update_generate(): void {
  answerByWork(GENERATE_RESULT, GENERATE_REQUEST, beginGeneration);
  collectGarbage(false);
}

export function canister_update__continue(): void {
  continueWork();
  collectGarbage(false);
}

export function canister_update_explain(): void {
  answer(EXPLAIN_RESULT, EXPLAIN_REQUEST, explainByUpdate);
  collectGarbage(false);
}

export function canister_query_explain_query(): void {
  answer(EXPLAIN_RESULT, EXPLAIN_REQUEST, explainByQuery);
}

export function canister_query_estimate(): void {
  answer(ESTIMATE_RESULT, ESTIMATE_REQUEST, estimateInference);
}

export function canister_update_begin_upload(): void {
  answerController(UPLOAD_RESULT, BEGIN_UPLOAD, beginUpload);
  collectGarbage(false);
}

export function canister_update_put_chunk(): void {
  answerController(CHUNK_RESULT, PUT_CHUNK, putChunk);
  collectGarbage(false);
}

export function canister_update_finish_upload(): void {
  answerController(DONE_RESULT, FINISH_UPLOAD, finishUpload);
  collectGarbage(false);
}

export function canister_update_load_model(): void {
  answerController(LOAD_RESULT, MODEL_VERSION, loadModel);
  collectGarbage(true);
}

export function canister_update_unload_model(): void {
  answerController(DONE_RESULT, MODEL_VERSION, unloadModel);
  collectGarbage(true);
}

export function canister_update_delete_model(): void {
  answerController(DONE_RESULT, MODEL_VERSION, deleteModel);
  collectGarbage(true);
}

export function canister_query_read_settings(): void {
  answerPlain(readSettings());
}

export function canister_update_configure(): void {
  answerController(DONE_RESULT, SETTINGS, configure);
  collectGarbage(false);
}
