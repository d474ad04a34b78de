import { DataType } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { Lexicon, NumberLexicon } from './lexicon';
import { isNumeric } from './rows';

class CategoryState extends State {
  texts: Lexicon | null = null;
  numbers: NumberLexicon | null = null;
  count: i32 = 0;
}

/**
 * A new last axis with a one at the element's category; without category, zeros or a refusal, as the model says. Numbers are
 * truncated to integers first. Source: ONNX, ai.onnx.ml, OneHotEncoder (1).
 */
export function addOneHotEncoder(): void {
  addOperator('ai.onnx.ml', 'OneHotEncoder', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (node.state === null && !read(node)) return Prepared.REFUSED;
  const state = <CategoryState>node.state!;
  if (state.texts === null ? !isNumeric(input.type) : input.type != DataType.STRING)
    return node.refuseType(input);
  if (input.rank > 7) return node.refuse(RefusalCode.UNSUPPORTED, 'more than 7 dimensions are not supported');
  const output = node.output(0);
  output.beginShape(DataType.FLOAT, input.rank + 1);
  for (let axis = 0; axis < input.rank; axis++) output.setDim(axis, input.dim(axis));
  output.setDim(input.rank, state.count);
  const outcome = node.ready(output);
  node.cost = <f64>output.byteSize + <f64>input.size * (state.texts === null ? 110 : 260);
  return outcome;
}

function read(node: Node): bool {
  const state = new CategoryState();
  const texts = node.strings('cats_strings');
  const numbers = node.ints('cats_int64s');
  const hasTexts = texts !== null && texts.length > 0;
  const hasNumbers = numbers !== null && numbers.length > 0;
  if (hasTexts == hasNumbers) {
    node.refuse(RefusalCode.MALFORMED, 'expected categories in one of cats_strings and cats_int64s');
    return false;
  }
  if (hasTexts) {
    const lexicon = new Lexicon(texts!.length);
    for (let index = 0; index < texts!.length; index++) lexicon.add(texts![index], index);
    state.texts = lexicon;
    state.count = texts!.length;
  } else {
    const lexicon = new NumberLexicon(numbers!.length);
    for (let index = 0; index < numbers!.length; index++) lexicon.add(<u64>numbers![index], index);
    state.numbers = lexicon;
    state.count = numbers!.length;
  }
  node.state = state;
  return true;
}

function categoryOf(state: CategoryState, input: Tensor, index: i32): i32 {
  const at = <usize>index;
  const texts = state.texts;
  if (texts !== null) {
    const element = input.data + (at << 3);
    return texts.find(stringBytes(element), stringLength(element));
  }
  let number: i64 = 0;
  if (input.type == DataType.INT64) number = load<i64>(input.data + (at << 3));
  else if (input.type == DataType.INT32) number = <i64>load<i32>(input.data + (at << 2));
  else {
    const value =
      input.type == DataType.DOUBLE
        ? load<f64>(input.data + (at << 3))
        : <f64>load<f32>(input.data + (at << 2));
    // Neither NaN nor what no integer of 64 bits holds is a category.
    if (!(Math.abs(value) < 9.2e18)) return -1;
    number = <i64>value;
  }
  return state.numbers!.find(<u64>number);
}

function run(node: Node): void {
  const state = <CategoryState>node.state!;
  const input = node.input(0);
  const output = node.output(0);
  const mayMiss = node.int('zeros', 1) != 0;
  memory.fill(output.data, 0, output.byteSize);
  for (let index = 0; index < input.size; index++) {
    const category = categoryOf(state, input, index);
    if (category >= 0) store<f32>(output.data + ((<usize>(index * state.count + category)) << 2), 1);
    else if (!mayMiss) {
      refuse(
        RefusalCode.INVALID_INPUT,
        'OneHotEncoder: the element ' + index.toString() + ' has no category',
      );
      return;
    }
  }
}
