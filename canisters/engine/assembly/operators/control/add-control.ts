import { addConstant } from './constant';
import { addIdentity } from './identity';

/** Constants, control flow, sequences. */
export function addControl(): void {
  addConstant();
  addIdentity();
}
