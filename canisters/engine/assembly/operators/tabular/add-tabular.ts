import { addTreeClassifier } from './tree-classifier';
import { addTreeEnsemble } from './tree-ensemble';

/** ai.onnx.ml: trees, linear models, encoders; and the operators on strings. */
export function addTabular(): void {
  addTreeEnsemble();
  addTreeClassifier();
}
