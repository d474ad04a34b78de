import { Broadcast, spreadShape } from '../../core/broadcast';
import { DataType } from '../../core/data-type';
import { allocateValue, storeString, stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';

/** Bytes of a text that is put together. */
const TEXT_BYTES_MAX: i32 = 1 << 28;

class WalkState extends State {
  walk: Broadcast = new Broadcast();
}

/** Texts put together element by element, spread as numbers are. Source: ONNX, StringConcat (20). */
export function addStringConcat(): void {
  addOperator('', 'StringConcat', new Operator(20, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const one = node.input(0);
  const other = node.input(1);
  const output = node.output(0);
  if (one.type != DataType.STRING) return node.refuseType(one);
  if (other.type != DataType.STRING) return node.refuseType(other);
  if (!spreadShape(output, DataType.STRING, one, other)) {
    const shapes = one.shapeText() + ' and ' + other.shapeText();
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected shapes that spread to one, got ' + shapes);
  }
  if (node.ready(output) == Prepared.REFUSED) return Prepared.REFUSED;
  const state = node.state === null ? new WalkState() : <WalkState>node.state!;
  node.state = state;
  state.walk.begin();
  state.walk.spread(0, one, output.rank - one.rank);
  state.walk.spread(1, other, output.rank - other.rank);
  state.walk.end(output);
  node.cost = <f64>output.size * 400;
  return Prepared.READY;
}

function run(node: Node): void {
  const walk = (<WalkState>node.state!).walk;
  const one = node.input(0).data;
  const other = node.input(1).data;
  let to = node.output(0).data;
  memory.fill(to, 0, node.output(0).byteSize);
  walk.start();
  for (let index = 0; index < walk.runs; index++) {
    for (let element = 0; element < walk.run; element++) {
      const left = one + ((<usize>(walk.offset(0) + element * walk.step(0))) << 3);
      const right = other + ((<usize>(walk.offset(1) + element * walk.step(1))) << 3);
      const leftLength = stringLength(left);
      const rightLength = stringLength(right);
      if (leftLength > TEXT_BYTES_MAX - rightLength) {
        refuse(
          RefusalCode.TOO_LARGE,
          'StringConcat: a text would have more than ' + TEXT_BYTES_MAX.toString() + ' bytes',
        );
        return;
      }
      const bytes = allocateValue(<usize>(leftLength + rightLength));
      memory.copy(bytes, stringBytes(left), <usize>leftLength);
      memory.copy(bytes + <usize>leftLength, stringBytes(right), <usize>rightLength);
      storeString(to, bytes, leftLength + rightLength);
      to += 8;
    }
    walk.next();
  }
}
