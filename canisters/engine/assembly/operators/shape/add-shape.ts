import { addChoices } from './add-choices';
import { addMixtures } from './add-mixtures';
import { addPlaces } from './add-places';
import { addSearches } from './add-searches';
import { addViews } from './add-views';

/** Notes the operators that move, choose and arrange elements. */
export function addShape(): void {
  addViews();
  addChoices();
  addPlaces();
  addSearches();
  addMixtures();
}
