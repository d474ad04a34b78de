import { DataType, elementSize } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Lexicon, NumberLexicon } from './lexicon';

class VocabularyState extends State {
  texts: Lexicon | null = null;
  numbers: NumberLexicon | null = null;
  count: i32 = 0;
}

/**
 * Values of a map in the order of a vocabulary: `[1, vocabulary]`, zero or the empty text where the map has no such key. Keys that
 * are not in the vocabulary are left out. The map is two tensors: keys `[K]` and values `[K]`. Source: ONNX, ai.onnx.ml,
 * DictVectorizer (1).
 */
export function addDictVectorizer(): void {
  addOperator('ai.onnx.ml', 'DictVectorizer', new Operator(1, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const keys = node.input(0);
  const values = node.input(1);
  if (node.state === null && !read(node)) return Prepared.REFUSED;
  const state = <VocabularyState>node.state!;
  if (keys.type != (state.texts === null ? DataType.INT64 : DataType.STRING)) return node.refuseType(keys);
  const type = values.type;
  const isKnown =
    type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.INT64 || type == DataType.STRING;
  if (!isKnown) return node.refuseType(values);
  if (keys.size != values.size) {
    const counts = keys.size.toString() + ' keys and ' + values.size.toString() + ' values';
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a value for each key, got ' + counts);
  }
  const output = node.output(0);
  output.beginShape(type, 2);
  output.setDim(0, 1);
  output.setDim(1, state.count);
  node.cost = <f64>keys.size * 200 + <f64>state.count * 12;
  return node.ready(output);
}

function read(node: Node): bool {
  const state = new VocabularyState();
  const texts = node.strings('string_vocabulary');
  const numbers = node.ints('int64_vocabulary');
  const hasTexts = texts !== null && texts.length > 0;
  if (hasTexts == (numbers !== null && numbers.length > 0)) {
    node.refuse(RefusalCode.MALFORMED, 'expected one of string_vocabulary and int64_vocabulary');
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

function run(node: Node): void {
  const state = <VocabularyState>node.state!;
  const keys = node.input(0);
  const values = node.input(1);
  const output = node.output(0);
  const size = <usize>elementSize(values.type);
  const texts = state.texts;
  // A text of no bytes is a pair of zeros, too.
  memory.fill(output.data, 0, output.byteSize);
  for (let index = 0; index < keys.size; index++) {
    const key = keys.data + ((<usize>index) << 3);
    const place =
      texts !== null ? texts.find(stringBytes(key), stringLength(key)) : state.numbers!.find(load<u64>(key));
    if (place >= 0) memory.copy(output.data + <usize>place * size, values.data + <usize>index * size, size);
  }
}
