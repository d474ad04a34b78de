import { addActivations } from './activations';
import { addArgExtremes } from './arg-extreme';
import { addArithmetic } from './arithmetic';
import { addCast } from './cast';
import { addClip } from './clip';
import { addComparison } from './comparison';
import { addCumulative } from './cumulative';
import { addElementary } from './elementary';
import { addGelu } from './gelu';
import { addLayerNormalization } from './layer-normalization';
import { addLogic } from './logic';
import { addModulo } from './modulo';
import { addParametricRelu } from './parametric-relu';
import { addPower } from './power';
import { addReductions } from './reduce';
import { addReduceLogSumExp } from './reduce-log-sum-exp';
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
  addReductions();
  addReduceLogSumExp();
  addArgExtremes();
  addCumulative();
  addSoftmax();
  addLayerNormalization();
}
