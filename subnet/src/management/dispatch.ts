import { IDL } from '@dfinity/candid';
import type { Answer } from '../canister/message.ts';
import { decodeArgument } from './decode-argument.ts';
import type { ManagementCall, ManagementHost, ManagementOutcome } from './management-host.ts';
import type { ManagementMethod } from './management-method.ts';
import { ManagementRefused, methodNotFound, onlyCanisters, queryNotFound } from './management-refused.ts';
import { MANAGEMENT_METHODS } from './methods.ts';

/**
 * Runs a call of the management canister.
 * Errors: none for what the caller did; a rejection leaves the state as before (but for the log of a failed install).
 */
export async function callManagement(call: ManagementCall, host: ManagementHost): Promise<ManagementOutcome> {
  return orRejected(async () => {
    const method = MANAGEMENT_METHODS.get(call.method);
    if (method === undefined) throw methodNotFound(call.method);
    if (method.ingress === 'query') {
      throw new ManagementRefused(
        'IC0406',
        `${method.name} API is only accessible to end users in non-replicated mode`,
      );
    }
    if (method.ingress === 'nobody' && call.origin.kind === 'ingress') throw onlyCanisters(method.name);
    return run(method, call, host);
  });
}

/**
 * Runs a query of the management canister; nothing changes.
 * Errors: as callManagement; IC0536 for a method that is no query.
 */
export async function queryManagement(call: ManagementCall, host: ManagementHost): Promise<Answer> {
  const outcome = await orRejected(async () => {
    const method = MANAGEMENT_METHODS.get(call.method);
    if (!method?.query) throw queryNotFound(call.method);
    return run(method, call, host);
  });
  return outcome.kind === 'answered' ? outcome.answer : rejection(queryNotFound(call.method));
}

async function run(
  method: ManagementMethod,
  call: ManagementCall,
  host: ManagementHost,
): Promise<ManagementOutcome> {
  const [argument] = decodeArgument([...method.types.argument], call.argument);
  checkSenderVersion(call, argument);
  const result = await method.handle({ call, host }, argument);
  if (result.kind === 'pending') return result;
  const data = new Uint8Array(IDL.encode([...method.types.result], [...result.values]));
  return { kind: 'answered', answer: { kind: 'reply', data }, cyclesTaken: result.cyclesTaken };
}

interface SenderVersioned {
  readonly sender_canister_version?: [] | [bigint];
}

/** Source: interface specification, "sender_canister_version": it must be the version of the calling canister. */
function checkSenderVersion({ callerVersion, origin }: ManagementCall, argument: unknown): void {
  if (callerVersion === undefined || origin.kind !== 'canister') return;
  const [claimed] = (argument as SenderVersioned | undefined)?.sender_canister_version ?? [];
  if (claimed === undefined || claimed === callerVersion) return;
  throw new ManagementRefused(
    'IC0504',
    `Management canister call payload includes sender canister version ${claimed} that does not match the ` +
      `actual sender canister version ${callerVersion}.`,
  );
}

async function orRejected(call: () => Promise<ManagementOutcome>): Promise<ManagementOutcome> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ManagementRefused)) throw error;
    return { kind: 'answered', answer: rejection(error), cyclesTaken: 0n };
  }
}

function rejection({ reject }: ManagementRefused): Answer {
  return { kind: 'reject', ...reject };
}
