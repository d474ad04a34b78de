import { Body } from '../../core/body';
import { currentRegion, useRegion } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Region } from '../../core/region';
import { copyValue } from '../../core/sequence';
import { Tensor } from '../../core/tensor';

/** Instructions of a turn beside those of the body, roughly: values are handed on. */
const INSTRUCTIONS_OF_TURN: f64 = 500;

/**
 * Runs a body turn after turn. What a turn hands on is copied to one of two regions, the other one holds what the turn before
 * handed on; so the memory does not grow with the turns.
 */
export class BodyTurns extends State {
  body: Body;
  /** Where the values of the operator itself go. */
  outer: Region = new Region();
  private even: Region = new Region();
  private odd: Region = new Region();
  private held: Array<Tensor> = new Array<Tensor>();
  private turn: i32 = 0;
  /** Instructions of the turns so far, estimated. */
  cost: f64 = 0;

  constructor(body: Body) {
    super();
    this.body = body;
  }

  input(index: i32): Tensor {
    return this.body.graph.inputs[index].tensor!;
  }

  output(index: i32): Tensor {
    return this.body.graph.outputs[index].tensor!;
  }

  begin(): void {
    this.outer = currentRegion();
    this.turn = 0;
    this.cost = 0;
  }

  /** Runs the body; its inputs have shapes and places. False: refused. Values go to the operator's region afterwards. */
  run(): bool {
    const region = (this.turn++ & 1) == 0 ? this.even : this.odd;
    region.reset();
    useRegion(region);
    const isDone = this.body.run();
    this.cost += this.body.cost + INSTRUCTIONS_OF_TURN;
    useRegion(this.outer);
    return isDone;
  }

  /** Hands outputs of this turn on as inputs of the next. False: refused. */
  carry(firstOutput: i32, firstInput: i32, count: i32): bool {
    while (this.held.length < count) this.held.push(new Tensor(''));
    useRegion((this.turn & 1) == 1 ? this.even : this.odd);
    // An output may be an input of the body itself, so that no input changes before every output is copied.
    for (let index = 0; index < count; index++) {
      const output = this.output(firstOutput + index);
      const held = this.held[index];
      held.shapeLike(output, output.type);
      held.data = copyValue(output.type, output.data, output.size);
      if (held.data == 0) break;
    }
    useRegion(this.outer);
    for (let index = 0; index < count; index++) {
      if (this.held[index].data == 0) return false;
      share(this.held[index], this.input(firstInput + index));
    }
    return true;
  }

  /** Ends the turns of a node and returns their memory. */
  end(node: Node): void {
    node.cost = this.cost;
    useRegion(this.outer);
    this.even.free();
    this.odd.free();
  }
}

/** Gives a tensor type, shape and place of another one. */
export function share(from: Tensor, to: Tensor): void {
  to.shapeLike(from, from.type);
  to.data = from.data;
}

/** Gives an output a copy of a value. False: refused. */
export function giveOutput(node: Node, index: i32, from: Tensor): bool {
  if (!node.hasOutput(index)) return true;
  const output = node.output(index);
  output.shapeLike(from, from.type);
  output.data = copyValue(from.type, from.data, from.size);
  return output.data != 0;
}

/** The turns of a node's body; null when it has none, which is refused. */
export function turnsOf(node: Node, name: string): BodyTurns | null {
  const state = node.state;
  if (state !== null) return state as BodyTurns;
  const graph = node.graph(name);
  if (graph === null) {
    node.refuse(RefusalCode.MALFORMED, 'it lacks its graph "' + name + '"');
    return null;
  }
  const turns = new BodyTurns(graph.body!);
  node.state = turns;
  return turns;
}

/** Refuses a body that has not as many inputs and outputs as its operator gives and takes. */
export function checkPorts(node: Node, turns: BodyTurns, inputs: i32, outputs: i32): bool {
  const graph = turns.body.graph;
  if (graph.inputs.length == inputs && graph.outputs.length == outputs) return true;
  const expected =
    'expected a body with ' + inputs.toString() + ' inputs and ' + outputs.toString() + ' outputs, got ';
  const got = graph.inputs.length.toString() + ' and ' + graph.outputs.length.toString();
  return node.refuse(RefusalCode.MALFORMED, expected + got) == Prepared.READY;
}
