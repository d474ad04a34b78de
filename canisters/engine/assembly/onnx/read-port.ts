import { DataType } from '../core/data-type';
import { DIM_OPEN, Port } from '../core/graph';
import { GRAPH_DEPTH_MAX, RANK_MAX } from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { NameScope } from './name-scope';
import { Wire, WireType } from './wire';

/** Reads an input or output of a graph; a fault leaves the wire unsound. Source: onnx.proto, ValueInfoProto. */
export function readPort(wire: Wire, scope: NameScope | null): Port {
  let port = new Port();
  let name = '';
  while (wire.next()) {
    if (wire.field == 1) {
      name = wire.text();
    } else if (wire.field == 2) {
      const type = wire.message();
      port = readPortType(type, 0);
      wire.isSound = wire.isSound && type.isSound;
    } else {
      wire.skip();
    }
  }
  port.name = scope === null ? name : scope.rename(name);
  return port;
}

/** Reads the type of a value; of a sequence or an optional value, the type of what is in it, too. Source: onnx.proto, TypeProto. */
export function readPortType(wire: Wire, depth: i32): Port {
  const port = new Port();
  if (depth > GRAPH_DEPTH_MAX) {
    wire.fault('types lie too deep in each other');
    return port;
  }
  while (wire.next()) {
    const isRead = wire.field == 1 || wire.field == 4 || wire.field == 5 || wire.field == 9;
    const inner = isRead ? wire.message() : null;
    if (inner === null) {
      if (wire.field == 7 || wire.field == 8)
        refuse(RefusalCode.UNSUPPORTED, 'values that are sparse or opaque are not supported');
      wire.skip();
      continue;
    }
    if (wire.field == 1) readTensorType(inner, port);
    else if (wire.field == 5) readMapType(inner, port, depth);
    else {
      port.type = wire.field == 4 ? DataType.SEQUENCE : DataType.OPTIONAL;
      while (inner.next()) {
        if (inner.field == 1) {
          const element = inner.message();
          port.element = readPortType(element, depth + 1);
          inner.isSound = inner.isSound && element.isSound;
        } else {
          inner.skip();
        }
      }
    }
    wire.isSound = wire.isSound && inner.isSound;
  }
  return port;
}

// Source: onnx.proto, TypeProto.Map.
function readMapType(wire: Wire, port: Port, depth: i32): void {
  while (wire.next()) {
    if (wire.field == 1) {
      port.mapKey = <i32>wire.int();
    } else if (wire.field == 2) {
      const value = wire.message();
      port.element = readPortType(value, depth + 1);
      wire.isSound = wire.isSound && value.isSound;
    } else {
      wire.skip();
    }
  }
}

function readTensorType(wire: Wire, port: Port): void {
  while (wire.next()) {
    if (wire.field == 1) {
      const type = <i32>wire.int();
      port.fileType = type;
      port.type = type == DataType.FLOAT16 || type == DataType.BFLOAT16 ? DataType.FLOAT : type;
    } else if (wire.field == 2) {
      const shape = wire.message();
      readShape(shape, port);
      wire.isSound = wire.isSound && shape.isSound;
    } else {
      wire.skip();
    }
  }
}

// Source: onnx.proto, TensorShapeProto. A dimension with a name or without a size is left to the request.
function readShape(wire: Wire, port: Port): void {
  port.hasShape = true;
  while (wire.next()) {
    if (wire.field != 1) {
      wire.skip();
      continue;
    }
    let size: i64 = DIM_OPEN;
    const dim = wire.message();
    while (dim.next()) {
      if (dim.field == 1 && dim.type == WireType.VARINT) size = dim.int();
      else dim.skip();
    }
    wire.isSound = wire.isSound && dim.isSound;
    if (port.dims.length == RANK_MAX) {
      refuse(RefusalCode.UNSUPPORTED, 'a value has more than ' + RANK_MAX.toString() + ' dimensions');
      wire.isSound = false;
    }
    port.dims.push(size < 0 || size > <i64>i32.MAX_VALUE ? DIM_OPEN : <i32>size);
  }
}
