import { Value } from '../candid/candid-value';
import { DataType, elementSize } from '../core/data-type';
import { DIM_OPEN, Graph, Port } from '../core/graph';
import { RANK_MAX } from '../core/limits';
import { Region } from '../core/region';
import { Tensor } from '../core/tensor';
import { refuseInput } from './method-error';
import { contentsName, datatypeName, isNarrow } from './tensor-datatype';

/**
 * Gives the inputs of a model the tensors of a request, whose elements stay where they lie. False: refused, by the input's name.
 */
export function readTensors(graph: Graph, tensors: Value, region: Region): bool {
  const given = new Set<string>();
  for (let index = 0; index < tensors.items.length; index++) {
    const name = tensors.items[index].field('name').text;
    if (given.has(name)) return refuseInput(name, 'the input is given twice');
    given.add(name);
    const port = findPort(graph.inputs, name);
    if (port === null)
      return refuseInput(name, 'the model has no such input; it has ' + namesOf(graph.inputs));
    if (!readTensor(port, tensors.items[index], region)) return false;
  }
  for (let index = 0; index < graph.inputs.length; index++) {
    if (!given.has(graph.inputs[index].name))
      return refuseInput(graph.inputs[index].name, 'the input is missing');
  }
  return true;
}

/** The port of this name, or null. */
export function findPort(ports: Array<Port>, name: string): Port | null {
  for (let index = 0; index < ports.length; index++) if (ports[index].name == name) return ports[index];
  return null;
}

/** Names as a refusal lists them. */
export function namesOf(ports: Array<Port>): string {
  let names = '';
  for (let index = 0; index < ports.length; index++)
    names += (index > 0 ? ', "' : '"') + ports[index].name + '"';
  return names.length > 0 ? names : 'none';
}

/** Gives an input a shape. False: refused. */
export function readShape(port: Port, shape: Value): bool {
  const tensor = port.tensor!;
  const rank = shape.count;
  if (rank > RANK_MAX)
    return refuseInput(port.name, 'expected at most ' + RANK_MAX.toString() + ' dimensions');
  if (port.hasShape && rank != port.dims.length) {
    return refuseInput(
      port.name,
      'expected ' + port.dims.length.toString() + ' dimensions, got ' + rank.toString(),
    );
  }
  tensor.beginShape(port.type, rank);
  for (let axis = 0; axis < rank; axis++) {
    const dim = load<i64>(shape.start + ((<usize>axis) << 3));
    const wanted = port.hasShape ? port.dims[axis] : DIM_OPEN;
    if (dim < 0 || dim > <i64>i32.MAX_VALUE || (wanted != DIM_OPEN && <i64>wanted != dim)) {
      const expected = wanted == DIM_OPEN ? 'a size' : wanted.toString();
      return refuseInput(
        port.name,
        'expected ' + expected + ' in dimension ' + axis.toString() + ', got ' + dim.toString(),
      );
    }
    tensor.setDim(axis, <i32>dim);
  }
  return tensor.endShape() || refuseInput(port.name, 'the shape ' + tensor.shapeText() + ' is too large');
}

function readTensor(port: Port, value: Value, region: Region): bool {
  const datatype = value.field('datatype').text;
  if (datatype != datatypeName(port.type)) {
    return refuseInput(port.name, 'expected the datatype ' + datatypeName(port.type) + ', got ' + datatype);
  }
  if (!readShape(port, value.field('shape'))) return false;
  const tensor = port.tensor!;
  const contents = value.field('contents');
  const elements = contents.content;
  if (contents.caseName == 'raw' && tensor.type != DataType.STRING) {
    const size = elementSize(tensor.type);
    if (elements.count % size != 0 || !isCount(port, elements.count / size)) {
      return refuseInput(port.name, 'raw contents do not have the size of the shape ' + tensor.shapeText());
    }
    tensor.data = elements.start;
    return tensor.type != DataType.BOOL || areBools(port);
  }
  if (contents.caseName != contentsName(tensor.type)) {
    const expected = contentsName(tensor.type);
    return refuseInput(port.name, 'expected ' + expected + ' for ' + datatype + ', got ' + contents.caseName);
  }
  if (!isCount(port, elements.count)) return false;
  tensor.data = elements.start;
  return !isNarrow(tensor.type) || narrow(port, elements, region);
}

function isCount(port: Port, count: i32): bool {
  const tensor = port.tensor!;
  if (count == tensor.size) return true;
  const expected = tensor.size.toString() + ' elements for the shape ' + tensor.shapeText();
  return refuseInput(port.name, 'expected ' + expected + ', got ' + count.toString());
}

function areBools(port: Port): bool {
  const tensor = port.tensor!;
  for (let index = 0; index < tensor.size; index++) {
    if (load<u8>(tensor.data + <usize>index) > 1) return refuseInput(port.name, 'expected bytes of 0 or 1');
  }
  return true;
}

// The contents have 32 bits for each element, the engine 8 or 16.
function narrow(port: Port, elements: Value, region: Region): bool {
  const tensor: Tensor = port.tensor!;
  const size = elementSize(tensor.type);
  const isSigned = tensor.type == DataType.INT8 || tensor.type == DataType.INT16;
  const bits = size << 3;
  const low: i64 = isSigned ? -((<i64>1) << (bits - 1)) : 0;
  const high: i64 = ((<i64>1) << (isSigned ? bits - 1 : bits)) - 1;
  const to = region.allocate(tensor.byteSize);
  for (let index = 0; index < tensor.size; index++) {
    const from = elements.start + ((<usize>index) << 2);
    const number = isSigned ? <i64>load<i32>(from) : <i64>load<u32>(from);
    if (number < low || number > high) {
      return refuseInput(port.name, number.toString() + ' is no number of ' + datatypeName(tensor.type));
    }
    if (size == 1) store<u8>(to + <usize>index, <u8>number);
    else store<u16>(to + ((<usize>index) << 1), <u16>number);
  }
  tensor.data = to;
  return true;
}
