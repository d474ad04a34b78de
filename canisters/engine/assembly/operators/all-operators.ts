import { addControl } from './control/add-control';
import { addMath } from './math/add-math';
import { addNetwork } from './network/add-network';
import { addShape } from './shape/add-shape';
import { addTabular } from './tabular/add-tabular';

/** Notes every operator of the engine; called once, when the module starts. */
export function addAllOperators(): void {
  addControl();
  addMath();
  addShape();
  addNetwork();
  addTabular();
}
