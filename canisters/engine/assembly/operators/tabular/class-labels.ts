import { DataType } from '../../core/data-type';
import { storeString } from '../../core/memory';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';

/** Names of classes, as numbers or as texts; the texts are the model's own bytes. */
export class ClassLabels {
  texts: Array<Uint8Array> = new Array<Uint8Array>();
  numbers: Array<i64> = new Array<i64>();

  get count(): i32 {
    return this.texts.length > 0 ? this.texts.length : this.numbers.length;
  }

  /** Type of a tensor that holds labels. */
  get type(): i32 {
    return this.texts.length > 0 ? DataType.STRING : DataType.INT64;
  }

  /** Writes the label of a class as an element of 8 bytes. */
  put(element: usize, index: i32): void {
    if (this.texts.length > 0) {
      const text = this.texts[index];
      storeString(element, text.dataStart, text.length);
    } else {
      store<i64>(element, this.numbers[index]);
    }
  }
}

/** The labels of a classifier. Null: refused, unless exactly one of the two attributes has labels. */
export function classLabels(node: Node, texts: string, numbers: string): ClassLabels | null {
  const labels = new ClassLabels();
  const textList = node.strings(texts);
  const numberList = node.ints(numbers);
  if (textList !== null) labels.texts = textList;
  if (numberList !== null) labels.numbers = numberList;
  if (labels.texts.length > 0 != labels.numbers.length > 0) return labels;
  node.refuse(RefusalCode.MALFORMED, 'expected labels in one of ' + texts + ' and ' + numbers);
  return null;
}
