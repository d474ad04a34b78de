import { Operator, addOperator } from '../../core/operator-table';
import { prepareCompress, runCompress } from './compress';
import { prepareNonZero, runNonZero } from './non-zero';
import { prepareOneHot, runOneHot } from './one-hot';
import { prepareRange, runRange } from './range';
import { prepareTopK, prepareTopKByAttribute, runTopK } from './top-k';
import { prepareUnique, runUnique } from './unique';

/** Notes the operators that find elements or count. */
export function addSearches(): void {
  addOperator('', 'Range', new Operator(11, 3, 3, prepareRange, runRange));
  addOperator('', 'OneHot', new Operator(9, 3, 3, prepareOneHot, runOneHot));
  addOperator('', 'NonZero', new Operator(9, 1, 1, prepareNonZero, runNonZero));
  addOperator('', 'Compress', new Operator(9, 2, 2, prepareCompress, runCompress));
  addOperator('', 'TopK', new Operator(1, 1, 1, prepareTopKByAttribute, runTopK));
  addOperator('', 'TopK', new Operator(10, 2, 2, prepareTopK, runTopK));
  addOperator('', 'Unique', new Operator(11, 1, 1, prepareUnique, runUnique));
}
