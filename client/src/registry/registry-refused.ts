import type { MethodError } from '../generated/registry.ts';
import { Refused } from '../refused.ts';

/** The registry refused a request, as its interface says it may. Nothing was changed. */
export class RegistryRefused extends Refused<MethodError> {
  override readonly name = 'RegistryRefused';
}
