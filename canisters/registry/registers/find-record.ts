import { refuse } from '../method-error.ts';
import type { Registry } from '../storage.ts';
import type { Algorithm } from './algorithm.ts';
import type { Dataset } from './dataset.ts';
import type { Dependency } from './dependency.ts';
import type { Model } from './model.ts';
import type { Register, RegisterName } from './register.ts';

interface Records {
  readonly models: Model;
  readonly algorithms: Algorithm;
  readonly datasets: Dataset;
  readonly dependencies: Dependency;
}

/**
 * A version of a record, the newest unless one is named.
 * Errors: RecordNotFound.
 */
export function findRecord<Name extends RegisterName>(
  registry: Registry,
  register: Name,
  id: bigint,
  version?: number,
): Records[Name] {
  const found = registry.registers[register].get(id, version);
  if (found !== undefined) return found as Records[Name];
  const named: [] | [number] = version === undefined ? [] : [version];
  return refuse({
    RecordNotFound: { register: { [register]: null } as unknown as Register, id, version: named },
  });
}
