import { TEXT } from '../candid/candid-type';
import { Value, caseValue, recordValue, spanValue, textValue } from '../candid/candid-value';
import { DataType } from '../core/data-type';
import { DIM_OPEN, Port } from '../core/graph';
import { Tensor } from '../core/tensor';
import { CONTENTS, INT64S, TENSOR, TENSOR_METADATA } from './interface-types';
import { contentsName, datatypeName, isNarrow } from './tensor-datatype';

/** What a model says of an input or output, as a value of the interface. */
export function portValue(port: Port): Value {
  const value = recordValue(TENSOR_METADATA);
  value.items.push(textValue(TEXT, port.name));
  value.items.push(textValue(TEXT, datatypeName(port.type)));
  const dims = new StaticArray<i64>(port.dims.length);
  for (let axis = 0; axis < port.dims.length; axis++) {
    dims[axis] = port.dims[axis] == DIM_OPEN ? -1 : <i64>port.dims[axis];
  }
  value.items.push(shapeValue(dims));
  return value;
}

/** An output with its elements, as a value of the interface; they are read from where they lie when it is sent. */
export function tensorValue(name: string, tensor: Tensor): Value {
  const value = recordValue(TENSOR);
  value.items.push(textValue(TEXT, name));
  value.items.push(textValue(TEXT, datatypeName(tensor.type)));
  const dims = new StaticArray<i64>(tensor.rank);
  for (let axis = 0; axis < tensor.rank; axis++) dims[axis] = tensor.dim(axis);
  value.items.push(shapeValue(dims));
  const contents = contentsName(tensor.type);
  const elements = spanValue(CONTENTS.types[CONTENTS.indexOf(contents)], tensor.data, tensor.size);
  if (isNarrow(tensor.type)) widen(tensor, elements);
  value.items.push(caseValue(CONTENTS, contents, elements));
  return value;
}

function shapeValue(dims: StaticArray<i64>): Value {
  const value = spanValue(INT64S, changetype<usize>(dims), dims.length);
  value.owner = changetype<ArrayBuffer>(dims);
  return value;
}

function widen(tensor: Tensor, elements: Value): void {
  const wide = new ArrayBuffer(tensor.size << 2);
  const to = changetype<usize>(wide);
  for (let index = 0; index < tensor.size; index++) {
    let number: i32;
    if (tensor.type == DataType.INT8) number = <i32>load<i8>(tensor.data + <usize>index);
    else if (tensor.type == DataType.UINT8) number = <i32>load<u8>(tensor.data + <usize>index);
    else if (tensor.type == DataType.INT16) number = <i32>load<i16>(tensor.data + ((<usize>index) << 1));
    else number = <i32>load<u16>(tensor.data + ((<usize>index) << 1));
    store<i32>(to + ((<usize>index) << 2), number);
  }
  elements.owner = wide;
  elements.start = to;
}
