import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';

/** Numbers of an attribute, and whether the model gives them in double precision. */
export class Numbers {
  values: StaticArray<f64> = new StaticArray<f64>(0);
  isDouble: bool = false;

  get length(): i32 {
    return this.values.length;
  }
}

/**
 * The numbers of an attribute of floats, or of the tensor that stands for it; none when neither is given. Null: refused, when both
 * are given or the tensor holds something else.
 */
export function attributeNumbers(node: Node, floats: string, tensor: string): Numbers | null {
  const numbers = new Numbers();
  const list = node.floats(floats);
  const value = node.tensorAttribute(tensor);
  if (value === null) {
    if (list !== null) numbers.values = widened(list);
    return numbers;
  }
  if (list !== null && list.length > 0) {
    node.refuse(RefusalCode.MALFORMED, 'both ' + floats + ' and ' + tensor + ' are given');
    return null;
  }
  if (value.type != DataType.FLOAT && value.type != DataType.DOUBLE) {
    node.refuse(RefusalCode.UNSUPPORTED, tensor + ' is neither of floats nor of doubles');
    return null;
  }
  numbers.isDouble = value.type == DataType.DOUBLE;
  numbers.values = new StaticArray<f64>(value.size);
  for (let index = 0; index < value.size; index++) {
    const at = <usize>index;
    numbers.values[index] = numbers.isDouble
      ? load<f64>(value.data + (at << 3))
      : <f64>load<f32>(value.data + (at << 2));
  }
  return numbers;
}

function widened(list: Array<f32>): StaticArray<f64> {
  const values = new StaticArray<f64>(list.length);
  for (let index = 0; index < list.length; index++) values[index] = <f64>list[index];
  return values;
}

/** Copies the floats of an attribute to an array of their own; empty when it is not given. */
export function floatArray(node: Node, name: string): StaticArray<f32> {
  const list = node.floats(name);
  if (list === null) return new StaticArray<f32>(0);
  return StaticArray.fromArray<f32>(list);
}

/** Address of the first element of an array that is kept by its owner. */
export function addressOf<T>(array: StaticArray<T>): usize {
  return changetype<usize>(array);
}
