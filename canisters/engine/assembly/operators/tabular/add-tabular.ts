/** ai.onnx.ml: trees, linear models, encoders; and the operators on strings. */
export function addTabular(): void {}
