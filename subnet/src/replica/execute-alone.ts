import type { CanisterState } from '../canister/canister-state.ts';
import type { Execution, ExecutionResult } from '../sandbox/protocol.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { placeOf } from './place-of.ts';
import { systemStateOf } from './system-state.ts';

/** Executes one message outside of rounds. Errors: SandboxMoved when it is to be asked again. */
export async function executeAlone(
  parts: ReplicaParts,
  canister: CanisterState,
  execution: Execution,
  place = placeOf(parts, canister),
): Promise<ExecutionResult> {
  const { results } = await parts.sandbox.execute(
    canister.key,
    systemStateOf(parts, canister),
    [execution],
    place,
  );
  return results[0] as ExecutionResult;
}
