import type { CanisterState } from '../canister/canister-state.ts';
import type { Execution, ExecutionResult } from '../sandbox/protocol.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { systemStateOf } from './system-state.ts';

/** Executes one message outside of rounds. */
export async function executeAlone(
  parts: ReplicaParts,
  canister: CanisterState,
  execution: Execution,
): Promise<ExecutionResult> {
  const results: ExecutionResult[] = [];
  await parts.sandbox.execute(canister.key, systemStateOf(parts, canister), [execution], (result) => {
    results.push(result);
  });
  return results[0] as ExecutionResult;
}
