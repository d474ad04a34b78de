import { Writer } from '../candid/write-value';
import {
  canister_self_copy,
  canister_self_size,
  is_controller,
  msg_arg_data_copy,
  msg_arg_data_size,
  msg_caller_copy,
  msg_caller_size,
  msg_reject,
  msg_reply,
  msg_reply_data_append,
  trap,
} from './ic0';

/** Bytes of a message, or of a caller, in memory of their own. */
export class Bytes {
  start: usize = 0;
  length: usize = 0;

  constructor(length: usize) {
    this.length = length;
    this.start = heap.alloc(max<usize>(length, 1));
  }

  free(): void {
    if (this.start != 0) heap.free(this.start);
    this.start = 0;
  }
}

/** The argument of the message. */
export function readArgument(): Bytes {
  const bytes = new Bytes(msg_arg_data_size());
  msg_arg_data_copy(bytes.start, 0, bytes.length);
  return bytes;
}

/** Principal of the caller. */
export function readCaller(): Uint8Array {
  const caller = new Uint8Array(<i32>msg_caller_size());
  msg_caller_copy(caller.dataStart, 0, <usize>caller.length);
  return caller;
}

/** Principal of this canister. */
export function readSelf(): Uint8Array {
  const self = new Uint8Array(<i32>canister_self_size());
  canister_self_copy(self.dataStart, 0, <usize>self.length);
  return self;
}

export function isController(principal: Uint8Array): bool {
  return is_controller(principal.dataStart, <usize>principal.length) == 1;
}

/** Whether this canister calls itself. */
export function isSelf(principal: Uint8Array): bool {
  const self = readSelf();
  if (self.length != principal.length) return false;
  return memory.compare(self.dataStart, principal.dataStart, <usize>self.length) == 0;
}

/** Answers with what was written. */
export function reply(writer: Writer): void {
  msg_reply_data_append(writer.start, writer.length);
  msg_reply();
}

/** Ends the call without an answer; its sender is told why. */
export function reject(message: string): void {
  const bytes = String.UTF8.encode(message);
  msg_reject(changetype<usize>(bytes), <usize>bytes.byteLength);
}

/** Undoes the message; its sender is told why. For installation hooks, which have no other way to refuse. */
export function trapWith(message: string): void {
  const bytes = String.UTF8.encode(message);
  trap(changetype<usize>(bytes), <usize>bytes.byteLength);
}
