import type { CallUnderConstruction } from './execution-run.ts';
import type { ApiBodies, ApiHost } from './api-host.ts';
import { CanisterTrap, contractViolation } from '../canister-trap.ts';
import { fromParts, readHeap } from './api-host.ts';
import { CALL_PAYLOAD_BYTES_MAX, QUEUE_CAPACITY } from '../../limits.ts';
import { PRINCIPAL_BYTES_MAX, principalKey, principalText } from '../../principal.ts';
import { concat } from './reply-api.ts';
import { costOfCall } from './cycle-costs.ts';
import { TRANSMISSION_FACTOR } from './transmission.ts';

/** Bounds: bytes of a method name. Source: IC execution errors, "Canister made a call with too large a method name". */
export const METHOD_NAME_BYTES_MAX = 20_000;
/** Units: seconds. Source: IC interface specification, MAX_CALL_TIMEOUT. */
export const CALL_TIMEOUT_SECONDS_MAX = 300;
/** What `call_perform` answers when the call could not be enqueued: SYS_TRANSIENT. */
const NOT_PERFORMED = 2;

/** Shape: callee and name as address and size, then the two closures as table index and environment. */
type CallNewArguments = [number, number, number, number, number, bigint, number, bigint];

/** Source: IC interface specification, "Inter-canister method calls". */
export const callsApi = {
  call_new: (host: ApiHost, ...args: CallNewArguments) => {
    const [calleeSrc, calleeSize, nameSrc, nameSize, replyFun, replyEnv, rejectFun, rejectEnv] = args;
    host.charge(calleeSize + nameSize);
    giveBackCycles(host);
    if (nameSize > METHOD_NAME_BYTES_MAX)
      throw contractViolation(
        `Size of method_name ${nameSize} exceeds the allowed limit of ${METHOD_NAME_BYTES_MAX}.`,
      );
    const name = readHeap(host, 'ic0.call_new method_name', nameSrc, nameSize).toString('utf8');
    const callee = new Uint8Array(readHeap(host, 'ic0.call_new callee_src', calleeSrc, calleeSize));
    if (calleeSize > PRINCIPAL_BYTES_MAX)
      throw new CanisterTrap('IC0504', 'Canister provided invalid principal id');
    host.run.building = {
      callee,
      method: name,
      methodBytes: Buffer.byteLength(name),
      onReply: closure(replyFun, replyEnv),
      onReject: closure(rejectFun, rejectEnv),
      payload: [],
      payloadBytes: 0,
      cycles: 0n,
      onCleanup: undefined,
      timeoutSeconds: undefined,
    };
  },

  call_on_cleanup: (host: ApiHost, fun: number, env: bigint) => {
    const call = building(host, 'call_on_cleanup');
    if (call.onCleanup !== undefined)
      throw contractViolation(
        'ic0.call_on_cleanup can be called at most once between `ic0.call_new` and `ic0.call_perform`',
      );
    call.onCleanup = closure(fun, env);
  },

  call_data_append: (host: ApiHost, src: number, size: number) => {
    host.charge(TRANSMISSION_FACTOR * size);
    const call = building(host, 'call_data_append');
    const total = call.methodBytes + call.payloadBytes + size;
    if (total > CALL_PAYLOAD_BYTES_MAX)
      throw contractViolation(
        `Request to ${principalText(call.callee)}:${call.method} has a payload size of ${total}, ` +
          `which exceeds the allowed limit of ${CALL_PAYLOAD_BYTES_MAX}.`,
      );
    call.payload.push(new Uint8Array(readHeap(host, 'ic0.call_data_append', src, size)));
    call.payloadBytes += size;
  },

  call_with_best_effort_response: (host: ApiHost, timeoutSeconds: number) => {
    const call = building(host, 'call_with_best_effort_response');
    if (call.timeoutSeconds !== undefined)
      throw contractViolation('ic0_call_with_best_effort_response failed because a timeout is already set.');
    call.timeoutSeconds = Math.min(timeoutSeconds, CALL_TIMEOUT_SECONDS_MAX);
  },

  call_cycles_add: (host: ApiHost, amount: bigint) =>
    addCycles(host, 'call_cycles_add', fromParts(0n, amount)),
  call_cycles_add128: (host: ApiHost, high: bigint, low: bigint) =>
    addCycles(host, 'call_cycles_add128', fromParts(high, low)),

  call_perform: (host: ApiHost) => {
    const call = building(host, 'call_perform');
    const { run } = host;
    const callee = principalKey(call.callee);
    const used = run.ledger.queueUsed.get(callee) ?? 0;
    const fee = run.system.chargeCalls === true ? costOfCall(call.methodBytes, call.payloadBytes) : 0n;
    if (used >= QUEUE_CAPACITY || (fee > 0n && run.liquidCycles < fee)) {
      giveBackCycles(host);
      return NOT_PERFORMED;
    }
    run.ledger.cycles -= fee;
    run.ledger.queueUsed.set(callee, used + 1);
    run.building = undefined;
    run.calls.push({
      callee: call.callee,
      method: call.method,
      payload: concat(call.payload, call.payloadBytes),
      cycles: call.cycles,
      onReply: call.onReply,
      onReject: call.onReject,
      ...(call.onCleanup === undefined ? {} : { onCleanup: call.onCleanup }),
      ...(call.timeoutSeconds === undefined ? {} : { timeoutSeconds: call.timeoutSeconds }),
    });
    return 0;
  },
} satisfies ApiBodies;

function addCycles(host: ApiHost, name: string, amount: bigint): void {
  const call = building(host, name);
  const { run } = host;
  if (amount > run.liquidCycles)
    throw new CanisterTrap('IC0504', `Canister ${principalText(run.self)} is out of cycles`);
  run.ledger.cycles -= amount;
  call.cycles += amount;
}

function building(host: ApiHost, name: string): CallUnderConstruction {
  const call = host.run.building;
  if (call === undefined) throw contractViolation(`ic0.${name} called when no call is under construction.`);
  return call;
}

/** Ends the call under construction, if any, and moves its cycles back to the balance. */
function giveBackCycles({ run }: ApiHost): void {
  if (run.building === undefined) return;
  run.ledger.cycles += run.building.cycles;
  run.building = undefined;
}

function closure(fun: number, env: bigint): { fun: bigint; env: bigint } {
  return { fun: BigInt(fun), env };
}
