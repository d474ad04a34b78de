import { addActivations } from './activations';
import { addArithmetic } from './arithmetic';
import { addCast } from './cast';
import { addClip } from './clip';
import { addComparison } from './comparison';
import { addElementary } from './elementary';
import { addGelu } from './gelu';
import { addLayerNormalization } from './layer-normalization';
import { addLogic } from './logic';
import { addModulo } from './modulo';
import { addParametricRelu } from './parametric-relu';
import { addPower } from './power';
import { addSoftmax } from './softmax';
import { addThresholds } from './thresholds';
import { addTrigonometric } from './trigonometric';
import { addVariadic } from './variadic';
import { addWhere } from './where';

/** Element-wise arithmetic and logic, reductions, normalisation, losses. */
export function addMath(): void {
  addElementary();
  addTrigonometric();
  addActivations();
  addGelu();
  addThresholds();
  addClip();
  addCast();
  addArithmetic();
  addModulo();
  addPower();
  addComparison();
  addLogic();
  addVariadic();
  addWhere();
  addParametricRelu();
  addSoftmax();
  addLayerNormalization();
}
