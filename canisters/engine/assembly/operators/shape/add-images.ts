import { Operator, addOperator } from '../../core/operator-table';
import { prepareAffineGrid, runAffineGrid } from './affine-grid';
import { prepareCol2Im, runCol2Im } from './col2im';
import { prepareGridSample, runGridSample } from './grid-sample';
import { prepareMaxRoiPool, runMaxRoiPool } from './max-roi-pool';
import { prepareNonMaxSuppression, runNonMaxSuppression } from './non-max-suppression';
import { prepareResize, prepareResizeByScales, prepareUpsampleByAttribute, runResize } from './resize';
import { prepareRoiAlign, runRoiAlign } from './roi-align';

/** Notes the operators that resize images and look at parts of them. */
export function addImages(): void {
  addOperator('', 'Upsample', new Operator(7, 1, 1, prepareUpsampleByAttribute, runResize));
  addOperator('', 'Upsample', new Operator(9, 2, 2, prepareResizeByScales, runResize));
  addOperator('', 'Resize', new Operator(10, 2, 2, prepareResizeByScales, runResize));
  addOperator('', 'Resize', new Operator(11, 1, 4, prepareResize, runResize));
  addOperator('', 'GridSample', new Operator(16, 2, 2, prepareGridSample, runGridSample));
  addOperator('', 'AffineGrid', new Operator(20, 2, 2, prepareAffineGrid, runAffineGrid));
  addOperator('', 'Col2Im', new Operator(18, 3, 3, prepareCol2Im, runCol2Im));
  addOperator(
    '',
    'NonMaxSuppression',
    new Operator(10, 2, 5, prepareNonMaxSuppression, runNonMaxSuppression),
  );
  addOperator('', 'RoiAlign', new Operator(10, 3, 3, prepareRoiAlign, runRoiAlign));
  addOperator('', 'MaxRoiPool', new Operator(1, 2, 2, prepareMaxRoiPool, runMaxRoiPool));
}
