import { addChoices } from './add-choices';
import { addViews } from './add-views';

/** Notes the operators that move, choose and arrange elements. */
export function addShape(): void {
  addViews();
  addChoices();
}
