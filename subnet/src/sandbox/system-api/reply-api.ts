import type { ApiBodies, ApiHost } from './api-host.ts';
import { contractViolation } from '../canister-trap.ts';
import { decodeText, readHeap } from './api-host.ts';
import { TRANSMISSION_FACTOR } from './transmission.ts';

/** Source: IC interface specification, "Responding". */
export const replyApi = {
  msg_reply_data_append: (host: ApiHost, src: number, size: number) => {
    host.charge(TRANSMISSION_FACTOR * size);
    const { run } = host;
    if (run.isAnswered) throw contractViolation('ic0.msg_reply_data_append: the call is already replied.');
    checkSize('msg_reply_data_append', run.replyBytes + size, run.input.replyBytesMax);
    run.reply.push(new Uint8Array(readHeap(host, 'msg.reply', src, size)));
    run.replyBytes += size;
  },

  msg_reply: ({ run }: ApiHost) => {
    if (run.isAnswered) throw contractViolation('ic0.msg_reply: the call is already replied');
    run.answer = { kind: 'reply', data: concat(run.reply, run.replyBytes) };
    run.cyclesAvailable = 0n;
  },

  msg_reject: (host: ApiHost, src: number, size: number) => {
    host.charge(TRANSMISSION_FACTOR * size);
    const { run } = host;
    if (run.isAnswered) throw contractViolation('ic0.msg_reject: the call is already replied');
    checkSize('msg_reject', size, run.input.replyBytesMax);
    const bytes = readHeap(host, 'ic0.msg_reject', src, size);
    const message = decodeText(bytes, 'ic0.msg_reject: invalid UTF-8 string provided');
    run.answer = { kind: 'reject', message };
    run.cyclesAvailable = 0n;
  },
} satisfies ApiBodies;

function checkSize(name: string, size: number, max: number): void {
  if (size > max)
    throw contractViolation(`ic0.${name}: application payload size (${size}) cannot be larger than ${max}.`);
}

/** Joins parts into one array of its own buffer. */
export function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
