import { Value } from '../candid/candid-value';
import { readArguments } from '../candid/read-value';
import { Writer, writeMessage } from '../candid/write-value';
import { clearRefusal, refuse, RefusalCode } from '../core/refusal';
import { instructionsPerMessage } from '../store/model-table';
import {
  call_data_append, call_new, call_perform, msg_reject_msg_copy, msg_reject_msg_size,
} from '../system/ic0'; // prettier-ignore
import { Bytes, isSelf, readArgument, readCaller, readSelf, reject, reply } from '../system/message';
import { sendError, sendResult } from './answer';
import { Inference, Progress, beginInference, instructionsSoFar } from './inference';
import { INFER_REQUEST, INFER_RESULT } from './interface-types';
import { OtherCode, methodError, otherError } from './method-error';

/*
 * An inference that one message cannot hold goes on in messages that the canister sends to itself. Each of them runs some
 * steps and keeps what they computed; the call of the caller stays open and is answered at the end. A message that traps leaves
 * everything as the one before left it, and is tried once more. While an inference goes on its model is busy: its values lie
 * there.
 */

/** The method in which an inference goes on; only the canister itself may call it. */
const METHOD = '_continue_inference';

/** An inference whose caller waits. */
class Suspended {
  inference: Inference;
  /** The message in which the inputs lie. */
  argument: Bytes;
  /** What the last message ended in. */
  progress: i32 = Progress.MORE;
  error: Value | null = null;
  hasFailed: bool = false;

  constructor(inference: Inference, argument: Bytes) {
    this.inference = inference;
    this.argument = argument;
  }
}

const numberBytes = heap.alloc(4);
const suspended = new Map<u32, Suspended>();
let nextNumber: u32 = 1;
const writer = new Writer();

/** Answers the update `infer`, now or after further messages. */
export function answerInfer(): void {
  clearRefusal();
  const argument = readArgument();
  const values = readArguments(argument.start, argument.length, [INFER_REQUEST]);
  const inference: Inference | null = values === null ? null : beginInference(values[0]);
  const progress = inference === null ? Progress.REFUSED : inference.advance(instructionsPerMessage());
  if (inference !== null && progress == Progress.MORE) {
    inference.loaded.isBusy = true;
    const number = nextNumber++;
    suspended.set(number, new Suspended(inference, argument));
    inference.spent += instructionsSoFar();
    callSelf(number);
    return;
  }
  sendResult(INFER_RESULT, progress == Progress.DONE ? inference!.response() : null);
  if (inference !== null) inference.free();
  argument.free();
}

/** The message in which an inference goes on. Its argument is the inference's number, 4 bytes. */
export function continueInference(): void {
  clearRefusal();
  if (!isSelf(readCaller())) {
    reject('expected a call of the canister by itself');
    return;
  }
  const argument = readArgument();
  const number = argument.length == 4 ? load<u32>(argument.start) : 0;
  argument.free();
  if (suspended.has(number)) {
    const run = suspended.get(number);
    const inference = run.inference;
    inference.loaded.model.resumeRun();
    run.progress = inference.advance(instructionsPerMessage());
    if (run.progress == Progress.REFUSED) run.error = methodError();
    run.hasFailed = false;
    inference.spent += instructionsSoFar();
  }
  writeMessage([], writer);
  reply(writer);
}

/** A message in which an inference went on has ended. Context: reply callback of the caller's message. */
function onContinued(number: u32): void {
  clearRefusal();
  if (!suspended.has(number)) {
    refuse(RefusalCode.CONFLICT, 'the engine was upgraded while the inference went on: ask again');
    sendError(INFER_RESULT, methodError());
    return;
  }
  const run = suspended.get(number);
  if (run.progress == Progress.MORE) {
    run.inference.spent += instructionsSoFar();
    callSelf(number);
  } else if (run.progress == Progress.DONE) {
    sendResult(INFER_RESULT, run.inference.response());
    end(number);
  } else {
    sendError(INFER_RESULT, run.error!);
    end(number);
  }
}

/** A message in which an inference was to go on has trapped: what it did is undone. Context: reject callback. */
function onTrapped(number: u32): void {
  clearRefusal();
  if (!suspended.has(number)) {
    onContinued(number);
    return;
  }
  const run = suspended.get(number);
  run.inference.spent += instructionsSoFar();
  if (!run.hasFailed) {
    run.hasFailed = true;
    callSelf(number);
    return;
  }
  const reason = new Uint8Array(<i32>msg_reject_msg_size());
  msg_reject_msg_copy(reason.dataStart, 0, <usize>reason.length);
  const text = String.UTF8.decode(reason.buffer);
  const node = run.inference.nextNode;
  sendError(INFER_RESULT, otherError(OtherCode.FAILED_TWICE, 'failed twice from ' + node + ' on: ' + text));
  end(number);
}

function callSelf(number: u32): void {
  const self = readSelf();
  const name = String.UTF8.encode(METHOD);
  call_new(
    self.dataStart,
    <usize>self.length,
    changetype<usize>(name),
    <usize>name.byteLength,
    onContinued.index,
    number,
    onTrapped.index,
    number,
  );
  store<u32>(numberBytes, number);
  call_data_append(numberBytes, 4);
  if (call_perform() == 0) return;
  const message = 'the network did not take the message in which the inference was to go on';
  sendError(INFER_RESULT, otherError(OtherCode.NOT_CONTINUED, message));
  end(number);
}

function end(number: u32): void {
  const run = suspended.get(number);
  run.inference.loaded.isBusy = false;
  run.inference.free();
  run.argument.free();
  suspended.delete(number);
}
