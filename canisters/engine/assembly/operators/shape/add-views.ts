import { MANY, Operator, addOperator } from '../../core/operator-table';
import { prepareConcat, runConcat } from './concat';
import { prepareExpand } from './expand';
import {
  prepareFlatten,
  prepareReshape,
  prepareReshapeByAttribute,
  prepareSqueeze,
  prepareSqueezeByAttribute,
  prepareUnsqueeze,
  prepareUnsqueezeByAttribute,
  runAlias,
} from './reshape';
import {
  prepareConstantOfShape,
  prepareShape,
  prepareSize,
  runConstantOfShape,
  runShape,
  runSize,
} from './shape-of';
import { prepareSlice, prepareSliceByAttribute } from './slice';
import { prepareSplit, prepareSplitByAttribute, prepareSplitFirst, runSplit } from './split';
import { prepareTile, prepareTileFirst } from './tile';
import { prepareTranspose, runCopy } from './transpose';

/** Notes the operators that give elements another shape or order. */
export function addViews(): void {
  addOperator('', 'Reshape', new Operator(1, 1, 1, prepareReshapeByAttribute, runAlias));
  addOperator('', 'Reshape', new Operator(5, 2, 2, prepareReshape, runAlias));
  addOperator('', 'Flatten', new Operator(1, 1, 1, prepareFlatten, runAlias));
  addOperator('', 'Squeeze', new Operator(1, 1, 1, prepareSqueezeByAttribute, runAlias));
  addOperator('', 'Squeeze', new Operator(13, 1, 2, prepareSqueeze, runAlias));
  addOperator('', 'Unsqueeze', new Operator(1, 1, 1, prepareUnsqueezeByAttribute, runAlias));
  addOperator('', 'Unsqueeze', new Operator(13, 2, 2, prepareUnsqueeze, runAlias));
  addOperator('', 'Transpose', new Operator(1, 1, 1, prepareTranspose, runCopy));
  addOperator('', 'Shape', new Operator(1, 1, 1, prepareShape, runShape));
  addOperator('', 'Size', new Operator(1, 1, 1, prepareSize, runSize));
  addOperator('', 'ConstantOfShape', new Operator(9, 1, 1, prepareConstantOfShape, runConstantOfShape));
  addOperator('', 'Concat', new Operator(1, 1, MANY, prepareConcat, runConcat));
  addOperator('', 'Split', new Operator(1, 1, 2, prepareSplitFirst, runSplit));
  addOperator('', 'Split', new Operator(2, 1, 1, prepareSplitByAttribute, runSplit));
  addOperator('', 'Split', new Operator(13, 1, 2, prepareSplit, runSplit));
  addOperator('', 'Slice', new Operator(1, 1, 1, prepareSliceByAttribute, runCopy));
  addOperator('', 'Slice', new Operator(10, 3, 5, prepareSlice, runCopy));
  addOperator('', 'Expand', new Operator(8, 2, 2, prepareExpand, runCopy));
  addOperator('', 'Tile', new Operator(1, 3, 3, prepareTileFirst, runCopy));
  addOperator('', 'Tile', new Operator(6, 2, 2, prepareTile, runCopy));
}
