import type { MethodError } from '../generated/identity.ts';
import { Refused } from '../refused.ts';

/** The identity provider refused a request, as its interface says it may. Nothing was changed but the count of wrong codes. */
export class IdentityRefused extends Refused<MethodError> {
  override readonly name = 'IdentityRefused';
}
