import type { ExecutionResult } from './protocol.ts';
import type { CanisterTrap } from './canister-trap.ts';
import type { ExecutionRun } from './system-api/execution-run.ts';

/** The result of an execution that ended well. */
export function resultOf(
  run: ExecutionRun,
  instructions: bigint,
  memory: ExecutionResult['memory'],
): ExecutionResult {
  return {
    instructions,
    ...(run.answer === undefined ? {} : { answer: run.answer }),
    calls: run.calls,
    cyclesAccepted: run.cyclesAccepted,
    cyclesBurned: run.cyclesBurned,
    ...(run.cyclesReserved === 0n ? {} : { cyclesReserved: run.cyclesReserved }),
    ...(run.certifiedData === undefined ? {} : { certifiedData: run.certifiedData }),
    ...(run.globalTimerNs === undefined ? {} : { globalTimerNs: run.globalTimerNs }),
    accepted: run.accepted,
    log: run.log,
    memory,
  };
}

/** The result of an execution that trapped: its effects are gone, its log gets the trap line. */
export function trapResult(
  trap: CanisterTrap,
  run: Pick<ExecutionRun, 'log' | 'system'>,
  instructions: bigint,
  memory: ExecutionResult['memory'],
): ExecutionResult {
  const log = [...run.log];
  if (trap.logText !== undefined)
    log.push({
      timestampNs: run.system.timeNs,
      content: new Uint8Array(Buffer.from(`[TRAP]: ${trap.logText}`, 'utf8')),
    });
  return {
    trap: trap.trap,
    instructions,
    calls: [],
    cyclesAccepted: 0n,
    cyclesBurned: 0n,
    accepted: false,
    log,
    memory,
  };
}
