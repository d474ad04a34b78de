import { Attribute, AttributeKind } from '../core/attribute';
import { DataType } from '../core/data-type';
import { RefusalCode, refuse } from '../core/refusal';
import { NameScope } from './name-scope';
import { bodies, readGraph } from './read-graph';
import { readPortType } from './read-port';
import { readTensor } from './read-tensor';
import { Reading } from './reading';
import { Wire } from './wire';

/**
 * Reads an attribute of a node. Old files leave the kind out; the field that is there tells it. Null: refused. Source: onnx.proto,
 * AttributeProto.
 */
export function readAttribute(
  wire: Wire,
  reading: Reading,
  depth: i32,
  scope: NameScope | null,
): Attribute | null {
  if (!reading.countAttribute()) return null;
  const attribute = new Attribute();
  let kind = 0;
  while (wire.next()) {
    switch (wire.field) {
      case 1: attribute.name = wire.text(); break; // prettier-ignore
      case 2:
        attribute.f = wire.float();
        kind = AttributeKind.FLOAT;
        break;
      case 3:
        attribute.i = wire.int();
        kind = AttributeKind.INT;
        break;
      case 4:
        attribute.s = wire.bytes();
        kind = AttributeKind.STRING;
        break;
      case 5: {
        if (!reading.countTensor()) return null;
        const tensor = readTensor(wire.message(), reading.region);
        if (tensor === null) return null;
        attribute.tensor = tensor;
        kind = AttributeKind.TENSOR;
        break;
      }
      case 6: {
        if (attribute.graph !== null) {
          wire.fault('an attribute has two graphs');
          break;
        }
        const body = readGraph(wire.message(), reading, depth + 1, scope);
        if (body === null) return null;
        attribute.graph = body.graph;
        bodies.set(body.graph, body);
        kind = AttributeKind.GRAPH;
        break;
      }
      case 7: {
        const before = attribute.floats.length;
        wire.floats(attribute.floats, <i64>before + reading.numbersLeft);
        reading.countNumbers(attribute.floats.length - before);
        kind = AttributeKind.FLOATS;
        break;
      }
      case 8: {
        const before = attribute.ints.length;
        wire.varints(attribute.ints, <i64>before + reading.numbersLeft);
        reading.countNumbers(attribute.ints.length - before);
        kind = AttributeKind.INTS;
        break;
      }
      case 9:
        if (!reading.countString()) return null;
        attribute.strings.push(wire.bytes());
        kind = AttributeKind.STRINGS;
        break;
      case 14:
        attribute.port = readPortType(wire.message(), 0);
        kind = AttributeKind.TYPE;
        break;
      case 20: attribute.kind = <i32>wire.int(); break; // prettier-ignore
      case 21: attribute.reference = wire.text(); break; // prettier-ignore
      default: wire.skip(); // prettier-ignore
    }
  }
  if (!wire.isSound) return null;
  if (attribute.kind == 0) attribute.kind = kind;
  else if (kind != 0 && kind != attribute.kind) return wrongKind(attribute);
  if (attribute.reference.length > 0) return attribute;
  if (attribute.kind == AttributeKind.STRING && attribute.s === null) attribute.s = new Uint8Array(0);
  if (attribute.kind == AttributeKind.TENSOR && attribute.tensor === null) return wrongKind(attribute);
  if (attribute.kind == AttributeKind.GRAPH && attribute.graph === null) return wrongKind(attribute);
  if (attribute.tensor !== null && attribute.tensor!.type == DataType.UNDEFINED) return wrongKind(attribute);
  return attribute;
}

function wrongKind(attribute: Attribute): Attribute | null {
  refuse(
    RefusalCode.MALFORMED,
    'the attribute "' +
      attribute.name +
      '" does not hold what its kind ' +
      attribute.kind.toString() +
      ' says',
  );
  return null;
}
