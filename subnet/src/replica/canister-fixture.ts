import { assert } from '../assert.ts';
import type { CallContext } from '../canister/call-context.ts';
import { openCallContext, registerCallback } from '../canister/call-contexts.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { RequestMessage } from '../canister/message.ts';
import { InMemoryHost } from '../management/in-memory-host.ts';
import { principalBytes, principalKey, type PrincipalKey } from '../principal.ts';
import type { ExecutionResult, OutgoingCall } from '../sandbox/protocol.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import { ReplicaState } from './replica-state.ts';

/** For tests: who calls from outside. */
export const USER = principalKey(Uint8Array.of(7, 2));
const NOW_NS = 1_700_000_000_000_000_000n;
const CLOSURE = { fun: 1n, env: 2n };

/** For tests: a state with nothing in it. */
export function emptyState(): ReplicaState {
  const state = new ReplicaState();
  state.timeNs = NOW_NS;
  return state;
}

/** For tests: a running canister with the methods `update`, `query` and `composite`, and 1000 cycles. */
export function addCanister(state: ReplicaState, number = 1): CanisterState {
  const id = principalKey(Uint8Array.of(0, 0, 0, 0, 0, 16, 0, number, 1, 1));
  const canister = new InMemoryHost().createCanister({ id, cycles: 1_000n, controllers: [USER] });
  assert(canister !== undefined, 'the id is free');
  const methods = { update: ['update'], query: ['query'], composite_query: ['composite'] };
  const info = { methods, hooks: ['canister_global_timer'], imports: [], metadata: [] };
  canister.code = { moduleHash: '00', installedAtNs: NOW_NS, info: info as unknown as ModuleInfo };
  state.canisters.set(canister.key, canister);
  return canister;
}

/** For tests: an ingress message that the state knows. */
export function ingressRequest(state: ReplicaState, number = 1, method = 'update'): RequestMessage {
  const requestId = new Uint8Array(32).fill(number);
  const content = { requestId, sender: principalBytes(USER), canister: Uint8Array.of(1), method };
  const rest = { argument: new Uint8Array(), ingressExpiryNs: NOW_NS + 1n };
  const { id } = state.ingress.add({ ...content, ...rest }, content.canister);
  return request({ origin: { kind: 'ingress', requestId: id, sender: USER }, caller: USER, method });
}

/** For tests: a call of one canister that another receives, with the callback that waits for its answer. */
export function canisterRequest(
  from: CanisterState,
  to: PrincipalKey,
  changes: Partial<RequestMessage> = {},
): RequestMessage & { readonly context: CallContext } {
  const context = openCallContext(from, {
    origin: { kind: 'system' },
    caller: USER,
    cycles: 0n,
    deadlineNs: 0n,
  });
  const call = { ...outgoing(to, changes.cycles), calleeKey: to, deadlineNs: changes.deadlineNs ?? 0n };
  const callback = registerCallback(from, context, call).id;
  const origin = { kind: 'canister' as const, canister: from.key, callback };
  return { ...request({ origin, caller: from.key, ...changes }), context };
}

/** For tests: a call as canister code makes it. */
export function outgoing(to: PrincipalKey, cycles = 0n): OutgoingCall {
  return {
    callee: principalBytes(to),
    method: 'update',
    payload: new Uint8Array(),
    cycles,
    onReply: CLOSURE,
    onReject: { ...CLOSURE, fun: 2n },
    onCleanup: { ...CLOSURE, fun: 3n },
  };
}

/** For tests: an execution that succeeded and did nothing, but for the changes. */
export function result(changes: Partial<ExecutionResult> = {}): ExecutionResult {
  return {
    instructions: 10n,
    calls: [],
    cyclesAccepted: 0n,
    cyclesBurned: 0n,
    accepted: false,
    log: [],
    memory: { wasm: 65_536, stable: 0n, globals: 0 },
    ...changes,
  };
}

/** For tests: an execution that trapped. */
export function trapped(): ExecutionResult {
  return result({ trap: { errorCode: 'IC0503', message: 'it trapped' } });
}

function request(given: Pick<RequestMessage, 'origin' | 'caller'> & Partial<RequestMessage>): RequestMessage {
  const nothing = { method: 'update', argument: new Uint8Array(), cycles: 0n, deadlineNs: 0n };
  return { kind: 'request', ...nothing, ...given };
}
