import { addArrayFeatureExtractor } from './array-feature-extractor';
import { addBinarizer } from './binarizer';
import { addCastMap } from './cast-map';
import { addDictVectorizer } from './dict-vectorizer';
import { addFeatureVectorizer } from './feature-vectorizer';
import { addImputer } from './imputer';
import { addLabelEncoder } from './label-encoder';
import { addLinear } from './linear';
import { addNormalizer } from './normalizer';
import { addOneHotEncoder } from './one-hot-encoder';
import { addPairwiseDistance } from './pairwise-distance';
import { addRegexFullMatch } from './regex-full-match';
import { addScaler } from './scaler';
import { addStringConcat } from './string-concat';
import { addStringNormalizer } from './string-normalizer';
import { addStringSplit } from './string-split';
import { addSvmClassifier } from './svm-classifier';
import { addSvmRegressor } from './svm-regressor';
import { addTfIdfVectorizer } from './tf-idf-vectorizer';
import { addTreeClassifier } from './tree-classifier';
import { addTreeEnsemble } from './tree-ensemble';

import { addZipMap } from './zip-map';

/** ai.onnx.ml: trees, linear models, encoders; and the operators on strings. */
export function addTabular(): void {
  addTreeEnsemble();
  addTreeClassifier();
  addLinear();
  addSvmClassifier();
  addSvmRegressor();
  addScaler();
  addNormalizer();
  addImputer();
  addBinarizer();
  addOneHotEncoder();
  addLabelEncoder();
  addArrayFeatureExtractor();
  addFeatureVectorizer();
  addZipMap();
  addDictVectorizer();
  addCastMap();
  addPairwiseDistance();
  addStringNormalizer();
  addStringConcat();
  addStringSplit();
  addTfIdfVectorizer();
  addRegexFullMatch();
}
