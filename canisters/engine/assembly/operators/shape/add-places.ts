import { Operator, addOperator } from '../../core/operator-table';
import { prepareDepthToSpace, prepareSpaceToDepth } from './blocks-and-depth';
import { prepareCenterCropPad, runCenterCropPad } from './center-crop-pad';
import { preparePad, preparePadByAttribute, runPad } from './pad';
import { prepareReverseSequence, runReverseSequence } from './reverse-sequence';
import { runCopy } from './transpose';
import { prepareEyeLike, prepareTrilu, runEyeLike, runTrilu } from './trilu';

/** Notes the operators that place elements elsewhere, cut them off or add others around them. */
export function addPlaces(): void {
  addOperator('', 'Pad', new Operator(1, 1, 1, preparePadByAttribute, runPad));
  addOperator('', 'Pad', new Operator(11, 2, 4, preparePad, runPad));
  addOperator('', 'CenterCropPad', new Operator(18, 2, 2, prepareCenterCropPad, runCenterCropPad));
  addOperator('', 'DepthToSpace', new Operator(1, 1, 1, prepareDepthToSpace, runCopy));
  addOperator('', 'SpaceToDepth', new Operator(1, 1, 1, prepareSpaceToDepth, runCopy));
  addOperator('', 'ReverseSequence', new Operator(10, 2, 2, prepareReverseSequence, runReverseSequence));
  addOperator('', 'Trilu', new Operator(14, 1, 2, prepareTrilu, runTrilu));
  addOperator('', 'EyeLike', new Operator(9, 1, 1, prepareEyeLike, runEyeLike));
}
