import type { MethodError } from '../generated/engine.ts';
import { Refused } from '../refused.ts';

/** The engine refused a request, as its interface says it may. Nothing was changed. */
export class EngineRefused extends Refused<MethodError> {
  override readonly name = 'EngineRefused';
}
