import { CandidType } from '../candid/candid-type';
import { Value } from '../candid/candid-value';
import { readArguments } from '../candid/read-value';
import { Writer, writeEmptyMessage } from '../candid/write-value';
import { clearRefusal } from '../core/refusal';
import { instructionsPerMessage } from '../store/model-table';
import {
  call_data_append, call_new, call_perform, msg_reject_msg_copy, msg_reject_msg_size,
} from '../system/ic0'; // prettier-ignore
import { Bytes, isSelf, readArgument, readCaller, readSelf, reject, reply } from '../system/message';
import { sendError, sendResult } from './answer';
import { OtherCode, methodError, otherError } from './method-error';
import { Progress, Work, instructionsSoFar } from './work';

/*
 * Work that one message cannot hold, an inference or a generation, goes on in messages that the canister sends to itself. Each of them runs some
 * steps and keeps what they computed; the call of the caller stays open and is answered at the end. A message that traps leaves
 * everything as the one before left it, and is tried once more. While it goes on, its model is busy: its values lie there.
 */

/** Checks a request and makes its work; null: refused. */
export type BeginWork = (request: Value) => Work | null;

/** The method in which work goes on; only the canister itself may call it. */
const METHOD = '_continue';

/** Work whose caller waits. */
class Suspended {
  work: Work;
  result: CandidType;
  /** The message in which the inputs lie. */
  argument: Bytes;
  /** What the last message ended in. */
  progress: i32 = Progress.MORE;
  error: Value | null = null;
  hasFailed: bool = false;

  constructor(work: Work, result: CandidType, argument: Bytes) {
    this.work = work;
    this.result = result;
    this.argument = argument;
  }
}

const numberBytes = heap.alloc(4);
const suspended = new Map<u32, Suspended>();
let nextNumber: u32 = 1;
const writer = new Writer();

/** Answers an update by work, now or after further messages. */
export function answerByWork(result: CandidType, argumentType: CandidType, begin: BeginWork): void {
  clearRefusal();
  const argument = readArgument();
  const values = readArguments(argument.start, argument.length, [argumentType]);
  const work: Work | null = values === null ? null : begin(values[0]);
  const progress = work === null ? Progress.REFUSED : work.advance(instructionsPerMessage());
  if (work !== null && progress == Progress.MORE) {
    work.loaded.isBusy = true;
    const number = nextNumber++;
    suspended.set(number, new Suspended(work, result, argument));
    work.spent += instructionsSoFar();
    callSelf(number);
    return;
  }
  sendResult(result, progress == Progress.DONE ? work!.response() : null);
  if (work !== null) work.free();
  argument.free();
}

/** The message in which work goes on. Its argument is the work's number, 4 bytes. */
export function continueWork(): void {
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
    run.progress = run.work.advance(instructionsPerMessage());
    if (run.progress == Progress.REFUSED) run.error = methodError();
    run.hasFailed = false;
    run.work.spent += instructionsSoFar();
  }
  writeEmptyMessage(writer);
  reply(writer);
}

/** A message in which work went on has ended. Context: reply callback of the caller's message. */
function onContinued(number: u32): void {
  clearRefusal();
  if (!suspended.has(number)) {
    reject('the engine was upgraded while the work went on: ask again');
    return;
  }
  const run = suspended.get(number);
  if (run.progress == Progress.MORE) {
    run.work.spent += instructionsSoFar();
    callSelf(number);
  } else if (run.progress == Progress.DONE) {
    sendResult(run.result, run.work.response());
    end(number);
  } else {
    sendError(run.result, run.error!);
    end(number);
  }
}

/** A message in which work was to go on has trapped: what it did is undone. Context: reject callback. */
function onTrapped(number: u32): void {
  clearRefusal();
  if (!suspended.has(number)) {
    onContinued(number);
    return;
  }
  const run = suspended.get(number);
  run.work.spent += instructionsSoFar();
  if (!run.hasFailed) {
    run.hasFailed = true;
    callSelf(number);
    return;
  }
  const reason = new Uint8Array(<i32>msg_reject_msg_size());
  msg_reject_msg_copy(reason.dataStart, 0, <usize>reason.length);
  const text = String.UTF8.decode(reason.buffer);
  const node = run.work.next();
  sendError(run.result, otherError(OtherCode.FAILED_TWICE, 'failed twice from ' + node + ' on: ' + text));
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
  const run = suspended.get(number);
  const message = 'the network did not take the message in which the work was to go on';
  sendError(run.result, otherError(OtherCode.NOT_CONTINUED, message));
  end(number);
}

function end(number: u32): void {
  const run = suspended.get(number);
  run.work.loaded.isBusy = false;
  run.work.free();
  run.argument.free();
  suspended.delete(number);
}
