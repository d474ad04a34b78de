import { DataType } from '../../core/data-type';
import { allocateValue, storeString, stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { changeCase, changedSizeMax } from '../../kernels/change-case';
import { Lexicon } from './lexicon';

namespace CaseAction {
  export const NONE: i32 = 0;
  export const LOWER: i32 = 1;
  export const UPPER: i32 = 2;
}

class WordState extends State {
  action: i32 = CaseAction.NONE;
  isSensitive: bool = false;
  stopwords: Lexicon | null = null;
  /** 1 for each word that stays; as long as the input. */
  stays: StaticArray<u8> = new StaticArray<u8>(0);
}

/**
 * Words without stop words, in lower or upper case where asked; one empty word when none is left. Letters that have cases are those
 * of {@link changeCase}. Source: ONNX, StringNormalizer (10).
 */
export function addStringNormalizer(): void {
  addOperator('', 'StringNormalizer', new Operator(10, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.STRING) return node.refuseType(input);
  const isRow = input.rank == 2 && input.dim(0) == 1;
  if ((input.rank != 1 && !isRow) || input.size == 0) {
    const shape = input.shapeText();
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected the shape [C] or [1,C], C at least 1, got ' + shape,
    );
  }
  const state = node.state === null ? read(node) : <WordState>node.state!;
  if (state === null) return Prepared.REFUSED;
  node.state = state;
  let kept = input.size;
  if (state.stopwords !== null) {
    if (!input.isValueKnown) return Prepared.WAITS;
    kept = sift(state, input);
  }
  const output = node.output(0);
  output.beginShape(DataType.STRING, input.rank);
  output.setDim(0, 1);
  output.setDim(input.rank - 1, max(kept, 1));
  node.cost = <f64>input.size * 400;
  return node.ready(output);
}

function read(node: Node): WordState | null {
  const state = new WordState();
  const action = node.text('case_change_action', 'NONE');
  if (action == 'LOWER') state.action = CaseAction.LOWER;
  else if (action == 'UPPER') state.action = CaseAction.UPPER;
  const locale = node.text('locale', 'en_US');
  const language = locale.length < 2 ? '' : locale.substring(0, 2);
  // In these languages the letter I, or accents on it, change case by rules of their own.
  if (language == 'tr' || language == 'az' || language == 'lt') {
    node.refuse(RefusalCode.UNSUPPORTED, 'the locale "' + locale + '" is not supported');
    return null;
  }
  if (state.action == CaseAction.NONE && action != 'NONE') {
    node.refuse(RefusalCode.UNSUPPORTED, 'the case_change_action "' + action + '" is not supported');
    return null;
  }
  state.isSensitive = node.int('is_case_sensitive', 0) != 0;
  const words = node.strings('stopwords');
  if (words === null || words.length == 0) return state;
  const lexicon = new Lexicon(words.length);
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (state.isSensitive) {
      lexicon.add(word, index);
      continue;
    }
    const folded = new Uint8Array(changedSizeMax(word.length));
    const length = changeCase(
      word.dataStart,
      word.length,
      folded.dataStart,
      state.action == CaseAction.UPPER,
    );
    lexicon.add(folded.subarray(0, length), index);
  }
  state.stopwords = lexicon;
  return state;
}

/** Notes which words stay; gives their number. */
function sift(state: WordState, input: Tensor): i32 {
  const stopwords = state.stopwords!;
  let longest = 0;
  for (let index = 0; index < input.size; index++)
    longest = max(longest, stringLength(input.data + ((<usize>index) << 3)));
  const folded = heap.alloc(<usize>changedSizeMax(longest));
  if (state.stays.length != input.size) state.stays = new StaticArray<u8>(input.size);
  let kept = 0;
  for (let index = 0; index < input.size; index++) {
    const element = input.data + ((<usize>index) << 3);
    let bytes = stringBytes(element);
    let length = stringLength(element);
    if (!state.isSensitive) {
      length = changeCase(bytes, length, folded, state.action == CaseAction.UPPER);
      bytes = folded;
    }
    const stays = stopwords.find(bytes, length) < 0;
    state.stays[index] = stays ? 1 : 0;
    if (stays) kept++;
  }
  heap.free(folded);
  return kept;
}

function run(node: Node): void {
  const state = <WordState>node.state!;
  const input = node.input(0);
  let to = node.output(0).data;
  storeString(to, 0, 0);
  for (let index = 0; index < input.size; index++) {
    if (state.stopwords !== null && state.stays[index] == 0) continue;
    const element = input.data + ((<usize>index) << 3);
    if (state.action == CaseAction.NONE) {
      store<u64>(to, load<u64>(element));
    } else {
      const length = stringLength(element);
      const bytes = allocateValue(<usize>changedSizeMax(length));
      storeString(
        to,
        bytes,
        changeCase(stringBytes(element), length, bytes, state.action == CaseAction.UPPER),
      );
    }
    to += 8;
  }
}
