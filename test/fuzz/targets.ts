import type { FuzzTarget } from './fuzz-target.ts';
import { candidTarget } from './targets/candid-target.ts';
import { cborTarget } from './targets/cbor-target.ts';
import { envelopeTarget } from './targets/envelope-target.ts';
import { gatewayTarget } from './targets/gateway-target.ts';
import { installTarget } from './targets/install-target.ts';
import { managementTarget } from './targets/management-target.ts';
import { proofTarget } from './targets/proof-target.ts';
import { programTarget } from './targets/program-target.ts';
import { wasmTarget } from './targets/wasm-target.ts';

/** Everything that is fuzzed. */
export const TARGETS: readonly FuzzTarget[] = [
  cborTarget,
  candidTarget,
  proofTarget,
  programTarget,
  wasmTarget,
  envelopeTarget,
  managementTarget,
  installTarget,
  gatewayTarget,
];

/** The target of that name. */
export function targetOf(name: string): FuzzTarget {
  const target = TARGETS.find((other) => other.name === name);
  if (!target)
    throw new Error(`expected a target, one of ${TARGETS.map((one) => one.name).join(', ')}; got ${name}`);
  return target;
}
