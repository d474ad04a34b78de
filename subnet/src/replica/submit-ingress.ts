import type { CanisterState } from '../canister/canister-state.ts';
import type { CallContent } from '../envelope/content.ts';
import type { SubmitResult } from '../http/replica.ts';
import { refuseIngress as refuseManagementIngress } from '../management/accept-ingress.ts';
import { costOfIngress, outOfCycles, spend } from '../management/cycles-account.ts';
import { MANAGEMENT_KEY, principalKey } from '../principal.ts';
import { reject, type Reject } from '../reject.ts';
import { startAlarm } from '../real-time.ts';
import { isFinal, type IngressRecord } from './ingress-history.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { canisterNotFound, noModule, refusesCalls, routeRequest } from './route.ts';
import { inspectMessage } from './run-query.ts';

/**
 * Takes up an ingress message unless it is known or refused, and waits for its certified end.
 * Units: `waitMs` milliseconds.
 */
export async function submitIngress(
  parts: ReplicaParts,
  wake: () => Promise<void>,
  call: CallContent & { readonly effectiveCanister: Uint8Array },
  waitMs: number,
): Promise<SubmitResult> {
  const { ingress } = parts.state;
  const id = Buffer.from(call.requestId).toString('hex');
  let record = ingress.get(id);
  if (record === undefined) {
    const refusal = (await refuseIngress(parts, call)) ?? refuseUnpaid(parts, call);
    if (refusal) return { kind: 'refused', reject: refusal };
    // While the canister was asked, the same message may have come by another connection.
    record = ingress.get(id) ?? enter(parts, call);
    void wake();
  }
  if (waitMs <= 0 && !isCertified(parts, record)) return { kind: 'accepted' };
  if (!isCertified(parts, record)) {
    const alarm = startAlarm(waitMs);
    await Promise.race([ingress.finished(id), alarm.done]);
    alarm.cancel();
  }
  if (!isCertified(parts, record)) return { kind: 'accepted' };
  const label = (text: string) => Buffer.from(text);
  const certificate = parts.certifier.certificate([
    [label('request_status'), call.requestId],
    [label('time')],
  ]);
  return { kind: 'certified', certificate };
}

function enter(parts: ReplicaParts, call: Parameters<typeof submitIngress>[2]): IngressRecord {
  const payer = payerOf(parts, call);
  if (payer !== undefined) {
    spend(payer, 'ingress_induction', costOf(call));
    parts.state.touch(payer);
  }
  const record = parts.state.ingress.add(call, call.effectiveCanister);
  routeRequest(parts.state, record.canister, {
    kind: 'request',
    origin: { kind: 'ingress', requestId: record.id, sender: record.sender },
    caller: record.sender,
    method: call.method,
    argument: call.argument,
    cycles: 0n,
    deadlineNs: 0n,
    ...(call.senderInfo && { senderInfo: call.senderInfo }),
  });
  return record;
}

/** Final, and the round that made it final was stored and certified. */
function isCertified(parts: ReplicaParts, record: IngressRecord): boolean {
  return isFinal(record.status) && parts.state.ingress.isAnnounced(record);
}

/** Why an ingress message does not enter, or undefined. Source: interface specification, "Request: Call". */
async function refuseIngress(parts: ReplicaParts, call: CallContent): Promise<Reject | undefined> {
  const key = principalKey(call.canister);
  if (key === MANAGEMENT_KEY) {
    return refuseManagementIngress({ ...call, caller: principalKey(call.sender) }, parts.host);
  }
  if (parts.systemCanisters.has(key)) return undefined;
  const canister = parts.state.canisters.get(key);
  if (canister === undefined) return canisterNotFound(key);
  const refusal = refusesCalls(canister);
  if (refusal) return refusal;
  if (canister.code === undefined) return noModule(key);
  return inspectMessage(parts, call);
}

type Call = CallContent & { readonly effectiveCanister: Uint8Array };

/** A canister whose liquid balance does not cover the message takes none. */
function refuseUnpaid(parts: ReplicaParts, call: Call): Reject | undefined {
  const payer = payerOf(parts, call);
  const problem = payer && outOfCycles(payer, costOf(call), principalKey(call.sender));
  return problem === undefined ? undefined : reject('IC0207', problem);
}

/** The canister that a message is for or about; nobody where all is free. */
function payerOf({ state }: ReplicaParts, call: Call): CanisterState | undefined {
  if (state.freeCycles || call.method.startsWith('provisional_')) return undefined;
  return state.canisters.get(principalKey(call.effectiveCanister));
}

function costOf({ method, argument }: Call): bigint {
  return costOfIngress(Buffer.byteLength(method) + argument.length);
}
