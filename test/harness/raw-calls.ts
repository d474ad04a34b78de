import type { HttpAgent } from '@dfinity/agent';
import { pollForResponse } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { Script } from '../script-canister/script.ts';

/** How a call to the script canister ended. */
export type Outcome =
  | { readonly reply: Uint8Array }
  | { readonly code: number; readonly message: string; readonly errorCode: string | undefined };

/** Runs a script as an update; the certificate is verified by the agent. */
export async function update(
  agent: HttpAgent,
  canister: Principal,
  code: Script,
  method = 'update',
): Promise<Outcome> {
  const submitted = await agent.call(canister, { methodName: method, arg: Uint8Array.from(code) });
  const body = submitted.response.body as Record<string, unknown> | null;
  if (body && 'reject_code' in body) return refusal(body);
  try {
    const { reply } = await pollForResponse(agent, canister, submitted.requestId);
    return { reply };
  } catch (error) {
    return rejectOf(error);
  }
}

/** Runs a script as a query; the node's signature is verified by the agent. */
export async function query(
  agent: HttpAgent,
  canister: Principal,
  code: Script,
  method = 'query',
): Promise<Outcome> {
  const answer = await agent.query(canister, { methodName: method, arg: Uint8Array.from(code) });
  if ('reply' in answer) return { reply: answer.reply.arg };
  return refusal(answer as unknown as Record<string, unknown>);
}

/** A reply as text; a rejection fails the test with its message. */
export function textOf(outcome: Outcome): string {
  return Buffer.from(replyOf(outcome)).toString();
}

/** A reply of eight bytes as a number. */
export function numberOf(outcome: Outcome): bigint {
  return Buffer.from(replyOf(outcome)).readBigUInt64LE();
}

/** The bytes of a reply; a rejection fails the test with its message. */
export function replyOf(outcome: Outcome): Uint8Array {
  if ('reply' in outcome) return outcome.reply;
  throw new Error(`expected a reply, got ${outcome.errorCode ?? ''} ${outcome.message}`);
}

function refusal(body: Record<string, unknown>): Outcome {
  return {
    code: Number(body['reject_code']),
    message: String(body['reject_message']),
    errorCode: body['error_code'] as string | undefined,
  };
}

function rejectOf(error: unknown): Outcome {
  const code = (error as { cause?: { code?: Record<string, unknown> } }).cause?.code;
  if (code === undefined || !('rejectCode' in code)) throw error;
  return {
    code: Number(code['rejectCode']),
    message: String(code['rejectMessage']),
    errorCode: code['rejectErrorCode'] as string | undefined,
  };
}
