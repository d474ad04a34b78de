import { MANY, Operator, addOperator } from '../../core/operator-table';
import { prepareEinsum, runEinsum } from './einsum';
import { prepareResize, prepareResizeByScales, prepareUpsampleByAttribute, runResize } from './resize';

/** Notes the operators that compute new elements from several that lie elsewhere. */
export function addMixtures(): void {
  addOperator('', 'Einsum', new Operator(12, 1, MANY, prepareEinsum, runEinsum));
  addOperator('', 'Upsample', new Operator(7, 1, 1, prepareUpsampleByAttribute, runResize));
  addOperator('', 'Upsample', new Operator(9, 2, 2, prepareResizeByScales, runResize));
  addOperator('', 'Resize', new Operator(10, 2, 2, prepareResizeByScales, runResize));
  addOperator('', 'Resize', new Operator(11, 1, 4, prepareResize, runResize));
}
