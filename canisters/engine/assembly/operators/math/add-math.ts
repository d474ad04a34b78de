import { addActivations } from './activations';
import { addElementary } from './elementary';
import { addGelu } from './gelu';
import { addTrigonometric } from './trigonometric';

/** Element-wise arithmetic and logic, reductions, normalisation, losses. */
export function addMath(): void {
  addElementary();
  addTrigonometric();
  addActivations();
  addGelu();
}
