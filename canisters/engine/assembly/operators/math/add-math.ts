import { addActivations } from './activations';
import { addArithmetic } from './arithmetic';
import { addComparison } from './comparison';
import { addElementary } from './elementary';
import { addGelu } from './gelu';
import { addLogic } from './logic';
import { addModulo } from './modulo';
import { addParametricRelu } from './parametric-relu';
import { addPower } from './power';
import { addTrigonometric } from './trigonometric';
import { addVariadic } from './variadic';
import { addWhere } from './where';

/** Element-wise arithmetic and logic, reductions, normalisation, losses. */
export function addMath(): void {
  addElementary();
  addTrigonometric();
  addActivations();
  addGelu();
  addArithmetic();
  addModulo();
  addPower();
  addComparison();
  addLogic();
  addVariadic();
  addWhere();
  addParametricRelu();
}
