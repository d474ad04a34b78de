import { MANY, Operator, addOperator } from '../../core/operator-table';
import { addChoices } from './add-choices';
import { addImages } from './add-images';
import { addPlaces } from './add-places';
import { addSearches } from './add-searches';
import { addViews } from './add-views';
import { prepareEinsum, runEinsum } from './einsum';

/** Notes the operators that move, choose and arrange elements. */
export function addShape(): void {
  addViews();
  addChoices();
  addPlaces();
  addSearches();
  addImages();
  addOperator('', 'Einsum', new Operator(12, 1, MANY, prepareEinsum, runEinsum));
}
