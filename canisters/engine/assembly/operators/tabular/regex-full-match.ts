import { DataType } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { isUtf8 } from '../../onnx/utf8';
import { RegexParser } from './regex-parser';
import { RegexProgram } from './regex-program';

/** Bytes of a pattern. */
const PATTERN_BYTES_MAX: i32 = 65_536;

class PatternState extends State {
  program: RegexProgram;

  constructor(program: RegexProgram) {
    super();
    this.program = program;
  }
}

/** Whether each text as a whole matches a regular expression of RE2's syntax; in linear time. Source: ONNX, RegexFullMatch (20). */
export function addRegexFullMatch(): void {
  addOperator('', 'RegexFullMatch', new Operator(20, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.STRING) return node.refuseType(input);
  if (node.state === null && !read(node)) return Prepared.REFUSED;
  const state = <PatternState>node.state!;
  node.output(0).shapeLike(input, DataType.BOOL);
  // Lengths of texts are not known here: taken for 12 characters each, with few of the steps at a time.
  node.cost = <f64>input.size * 12 * (600 + 3 * <f64>state.program.length);
  return Prepared.READY;
}

function read(node: Node): bool {
  const bytes = node.attributes.has('pattern') ? node.attributes.get('pattern').s : null;
  if (bytes === null || bytes.length > PATTERN_BYTES_MAX || !isUtf8(bytes.dataStart, <usize>bytes.length)) {
    node.refuse(
      RefusalCode.MALFORMED,
      'expected a pattern of at most ' + PATTERN_BYTES_MAX.toString() + ' bytes of UTF-8',
    );
    return false;
  }
  const points = new Array<i32>();
  const end = bytes.dataStart + <usize>bytes.length;
  for (let at = bytes.dataStart; at < end; at += lastSize) points.push(pointAt(at, end));
  const parser = new RegexParser(points);
  const regex = parser.parse();
  if (parser.fault.length > 0) {
    node.refuse(RefusalCode.UNSUPPORTED, 'its pattern is not supported: ' + parser.fault);
    return false;
  }
  const program = new RegexProgram(regex);
  if (program.isTooLarge) {
    node.refuse(RefusalCode.TOO_LARGE, 'its pattern is too large when repetitions are written out');
    return false;
  }
  node.state = new PatternState(program);
  return true;
}

/** Bytes of the character that {@link pointAt} read last. */
let lastSize: usize = 1;

/** The character that begins here; U+FFFD for a byte that begins none. */
function pointAt(at: usize, end: usize): i32 {
  const first = <i32>load<u8>(at);
  lastSize = 1;
  if (first < 0x80) return first;
  const size: usize = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (at + size > end || !isUtf8(at, size)) return 0xfffd;
  let point = first & (0x7f >> (<i32>size));
  for (let index: usize = 1; index < size; index++)
    point = (point << 6) | ((<i32>load<u8>(at + index)) & 0x3f);
  lastSize = size;
  return point;
}

function run(node: Node): void {
  const program = (<PatternState>node.state!).program;
  const input = node.input(0);
  const to = node.output(0).data;
  let longest = 0;
  for (let index = 0; index < input.size; index++)
    longest = max(longest, stringLength(input.data + ((<usize>index) << 3)));
  if (longest > 1 << 26) {
    memory.fill(to, 0, <usize>input.size);
    refuse(
      RefusalCode.TOO_LARGE,
      'RegexFullMatch: expected texts of at most 67108864 bytes, got ' + longest.toString(),
    );
    return;
  }
  const points = heap.alloc((<usize>max(longest, 1)) << 2);
  for (let index = 0; index < input.size; index++) {
    const element = input.data + ((<usize>index) << 3);
    const end = stringBytes(element) + <usize>stringLength(element);
    let count = 0;
    for (let at = stringBytes(element); at < end; at += lastSize) {
      store<i32>(points + ((<usize>count) << 2), pointAt(at, end));
      count++;
    }
    store<u8>(to + <usize>index, program.matches(points, count) ? 1 : 0);
  }
  heap.free(points);
}
