import type { CanisterState } from '../canister/canister-state.ts';
import type { Answer } from '../canister/message.ts';
import type { QueryContent } from '../envelope/content.ts';
import type { QueryResult } from '../http/replica.ts';
import { INSTRUCTIONS_INSPECT_MAX, INSTRUCTIONS_QUERY_MAX, QUERY_REPLY_BYTES_MAX } from '../limits.ts';
import { queryManagement } from '../management/dispatch.ts';
import { MANAGEMENT_KEY, principalKey } from '../principal.ts';
import { reject, type Reject } from '../reject.ts';
import { NO_CALL_CONTEXT } from '../sandbox/no-call-context.ts';
import type { Execution, ExecutionResult } from '../sandbox/protocol.ts';
import { askAgain } from './ask-again.ts';
import { executeAlone } from './execute-alone.ts';
import { refusesQuery } from './refuses-query.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { canisterNotFound, fromCanister } from './route.ts';
import { runCompositeQuery } from './run-composite-query.ts';

/** Runs a query on the newest certified state of its canister; nothing of it stays. */
export function runQuery(parts: ReplicaParts, query: QueryContent): Promise<QueryResult> {
  return askAgain(() => runOnce(parts, query));
}

async function runOnce(parts: ReplicaParts, query: QueryContent): Promise<QueryResult> {
  if (principalKey(query.canister) === MANAGEMENT_KEY) return runManagementQuery(parts, query);
  const key = principalKey(query.canister);
  if (parts.systemCanisters.has(key)) {
    return resultOf(await parts.systemCanisters.query(key, { ...query, caller: principalKey(query.sender) }));
  }
  for (let wait = parts.gate.wait(key); wait; wait = parts.gate.wait(key)) await wait;
  const canister = parts.state.canisters.get(key);
  const refusal = canister === undefined ? canisterNotFound(key) : refusesQuery(canister, query.method);
  if (refusal || canister === undefined) return rejected(refusal ?? canisterNotFound(key));
  if (isComposite(canister, query.method)) return parts.turn.share(() => runComposite(parts, query));
  const execution = queryExecution(parts, canister, query);
  const result = await executeAlone(parts, canister, execution);
  countQuery(parts, query, result);
  return queryResult(canister, result);
}

/** Context: within the turn; the canister may have changed while it was waited for. */
async function runComposite(parts: ReplicaParts, query: QueryContent): Promise<QueryResult> {
  const key = principalKey(query.canister);
  const canister = parts.state.canisters.get(key);
  const refusal = canister === undefined ? canisterNotFound(key) : refusesQuery(canister, query.method);
  if (refusal || canister === undefined) return rejected(refusal ?? canisterNotFound(key));
  return resultOf(await runCompositeQuery(parts, canister, queryExecution(parts, canister, query)));
}

function countQuery(
  { queryCounts }: ReplicaParts,
  query: QueryContent,
  { instructions, answer }: Pick<ExecutionResult, 'instructions' | 'answer'>,
): void {
  const responseBytes = answer?.kind === 'reply' ? answer.data.length : 0;
  queryCounts.count(principalKey(query.canister), {
    calls: 1n,
    instructions,
    requestBytes: BigInt(query.argument.length),
    responseBytes: BigInt(responseBytes),
  });
}

function queryExecution(parts: ReplicaParts, canister: CanisterState, query: QueryContent): Execution {
  const kind = isComposite(canister, query.method) ? 'composite_query' : 'query';
  return {
    ...messageOf(query),
    entry: { kind, method: query.method },
    instructionLimit: INSTRUCTIONS_QUERY_MAX,
    replyBytesMax: QUERY_REPLY_BYTES_MAX,
    ...dataCertificate(parts, canister),
  };
}

function isComposite(canister: CanisterState, method: string): boolean {
  return canister.code?.info.methods.composite_query.includes(method) ?? false;
}

async function runManagementQuery(parts: ReplicaParts, query: QueryContent): Promise<QueryResult> {
  const answer = await queryManagement(
    {
      method: query.method,
      argument: query.argument,
      caller: principalKey(query.sender),
      origin: { kind: 'ingress', requestId: '', sender: principalKey(query.sender) },
      cycles: 0n,
    },
    parts.host,
  );
  return resultOf(answer);
}

/**
 * Asks the canister whether it takes an ingress message. Undefined: yes. The hook runs like a query, on this node only.
 * Errors: `IC0406` when it does not accept, else what the hook trapped with.
 */
export async function inspectMessage(parts: ReplicaParts, call: QueryContent): Promise<Reject | undefined> {
  const canister = parts.state.canisters.get(principalKey(call.canister));
  if (canister?.code === undefined || !canister.code.info.hooks.includes('canister_inspect_message'))
    return undefined;
  const result = await askAgain(() =>
    executeAlone(parts, canister, {
      ...messageOf(call),
      entry: { kind: 'inspect_message', method: call.method },
      instructionLimit: INSTRUCTIONS_INSPECT_MAX,
      replyBytesMax: 0,
    }),
  );
  if (result.trap) return reject(result.trap.errorCode, fromCanister(canister.key, result.trap.message));
  if (result.accepted) return undefined;
  return reject('IC0406', fromCanister(canister.key, 'Canister rejected the message'));
}

function messageOf(content: QueryContent): Omit<Execution, 'entry' | 'instructionLimit' | 'replyBytesMax'> {
  return {
    replicated: false,
    caller: content.sender,
    payload: content.argument,
    ...NO_CALL_CONTEXT,
    effect: 'discard',
    ...(content.senderInfo && { callerInfo: content.senderInfo }),
  };
}

function queryResult(canister: CanisterState, result: ExecutionResult): QueryResult {
  if (result.trap)
    return rejected(reject(result.trap.errorCode, fromCanister(canister.key, result.trap.message)));
  if (result.answer?.kind === 'reply') return { kind: 'replied', data: result.answer.data };
  if (result.answer) return rejected(reject('IC0406', result.answer.message));
  return rejected(reject('IC0506', fromCanister(canister.key, 'Canister did not reply to the call')));
}

function resultOf(answer: Answer): QueryResult {
  if (answer.kind === 'reply') return { kind: 'replied', data: answer.data };
  const { code, message, errorCode } = answer;
  return rejected({ code: code as Reject['code'], message, errorCode });
}

function rejected(reason: Reject): QueryResult {
  return { kind: 'rejected', reject: reason };
}

/** The certificate of the canister's certified data, for modules that can ask for it. */
function dataCertificate(
  parts: ReplicaParts,
  canister: CanisterState,
): { readonly dataCertificate?: Uint8Array } {
  if (!canister.code?.info.imports.includes('data_certificate_copy')) return {};
  const known = parts.certificates.get(canister.key);
  if (known) return { dataCertificate: known };
  const label = (text: string) => Buffer.from(text);
  const certificate = parts.certifier.certificate([
    [label('canister'), Buffer.from(canister.key, 'hex'), label('certified_data')],
    [label('time')],
  ]);
  parts.certificates.set(canister.key, certificate);
  return { dataCertificate: certificate };
}
