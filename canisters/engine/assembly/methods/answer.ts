import { CandidType } from '../candid/candid-type';
import { Value, caseValue } from '../candid/candid-value';
import { readArguments } from '../candid/read-value';
import { Writer, writeMessage } from '../candid/write-value';
import { RefusalCode, clearRefusal, refusalCode, refusalMessage, refuse } from '../core/refusal';
import { msg_arg_data_size } from '../system/ic0';
import { isController, readArgument, readCaller, reject, reply } from '../system/message';
import { methodError, refuseCaller } from './method-error';

/** What a method does with its argument; null: refused. */
export type Method = (argument: Value) => Value | null;

/** Bytes of an answer to a message from outside. Source: IC interface specification, limits of replies. */
const REPLY_BYTES_MAX: usize = 2 * 1024 * 1024;

/** Bytes of garbage that may lie before it is collected: to look through all that lives costs more than a small message. */
const GARBAGE_BYTES_MAX: usize = 1 << 20;

/** Bytes of garbage that a message leaves at least; beyond that, at most about as many as its argument has. */
const GARBAGE_BYTES_OF_MESSAGE: usize = 4096;

const NO_TYPES = new Array<CandidType>();
const writer = new Writer();
let garbageBytes: usize = 0;

/** Answers a message by a method whose result is `variant { Ok; Err }`. */
export function answer(result: CandidType, argument: CandidType, method: Method): void {
  clearRefusal();
  const bytes = readArgument();
  const values = readArguments(bytes.start, bytes.length, [argument]);
  const content: Value | null = values === null ? null : method(values[0]);
  sendResult(result, content);
  bytes.free();
}

/** The same, for controllers of the canister only; others are refused before their message is read. */
export function answerController(result: CandidType, argument: CandidType, method: Method): void {
  clearRefusal();
  const caller = readCaller();
  if (isController(caller)) {
    answer(result, argument, method);
    return;
  }
  refuseCaller(caller);
  sendResult(result, null);
}

/** Answers a message without an argument that is never refused, but for a message that is not Candid. */
export function answerPlain(value: Value): void {
  clearRefusal();
  const bytes = readArgument();
  const values = readArguments(bytes.start, bytes.length, NO_TYPES);
  bytes.free();
  if (values === null) reject(refusalMessage);
  else send(value);
}

/** Answers by a method that gives a value of its own, not a result; the call is rejected when it refuses. */
export function answerBare(argument: CandidType, method: Method): void {
  clearRefusal();
  const bytes = readArgument();
  const values = readArguments(bytes.start, bytes.length, [argument]);
  const value: Value | null = values === null ? null : method(values[0]);
  if (value === null) reject(refusalMessage);
  else send(value);
  bytes.free();
}

/** Answers with Ok and the content, or with Err and the refusal of the message. */
export function sendResult(result: CandidType, content: Value | null): void {
  if (content !== null && refusalCode == 0) {
    writeMessage(caseValue(result, 'Ok', content), writer);
    if (writer.length <= REPLY_BYTES_MAX) {
      reply(writer);
      return;
    }
    refuse(
      RefusalCode.TOO_LARGE,
      'expected an answer of at most ' + REPLY_BYTES_MAX.toString() + ' bytes, got ' + writer.length.toString() +
        ': ask for fewer outputs or rows',
    ); // prettier-ignore
  }
  sendError(result, methodError());
}

/** Answers with Err. */
export function sendError(result: CandidType, error: Value): void {
  send(caseValue(result, 'Err', error));
}

function send(value: Value): void {
  writeMessage(value, writer);
  reply(writer);
}

/** Takes back what messages left; called as the last of an update, whose objects must not be in use any more. */
export function collectGarbage(isForced: bool): void {
  garbageBytes += GARBAGE_BYTES_OF_MESSAGE + <usize>msg_arg_data_size();
  if (!isForced && garbageBytes < GARBAGE_BYTES_MAX) return;
  garbageBytes = 0;
  __collect();
}
