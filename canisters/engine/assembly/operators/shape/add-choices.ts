import { Operator, addOperator } from '../../core/operator-table';
import { prepareGather, prepareGatherND, runGather, runGatherND } from './gather';
import { prepareGatherElements, runGatherElements } from './gather-elements';
import { prepareScatterElements, prepareScatterND, runScatterElements, runScatterND } from './scatter';
import { prepareTensorScatter, runTensorScatter } from './tensor-scatter';

/** Notes the operators that choose elements, or write them, by indexes. */
export function addChoices(): void {
  addOperator('', 'Gather', new Operator(1, 2, 2, prepareGather, runGather));
  addOperator('', 'GatherND', new Operator(11, 2, 2, prepareGatherND, runGatherND));
  addOperator('', 'GatherElements', new Operator(11, 2, 2, prepareGatherElements, runGatherElements));
  addOperator('', 'Scatter', new Operator(9, 3, 3, prepareScatterElements, runScatterElements));
  addOperator('', 'ScatterElements', new Operator(11, 3, 3, prepareScatterElements, runScatterElements));
  addOperator('', 'ScatterND', new Operator(11, 3, 3, prepareScatterND, runScatterND));
  addOperator('', 'TensorScatter', new Operator(24, 2, 3, prepareTensorScatter, runTensorScatter));
}
