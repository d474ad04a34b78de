import { Node, State } from '../../core/node';

/** What a node that works along one axis remembers: the axis, counted from the front, and a choice that its attributes make. */
export class AxisState extends State {
  axis: i32 = 0;
  choice: i32 = 0;
}

/** Notes the axis, and a choice, for the run. */
export function rememberAxis(node: Node, axis: i32, choice: i32 = 0): void {
  let state = node.state;
  if (state === null) {
    state = new AxisState();
    node.state = state;
  }
  const axisState = <AxisState>state;
  axisState.axis = axis;
  axisState.choice = choice;
}

export function axisOf(node: Node): i32 {
  return (<AxisState>node.state!).axis;
}

export function choiceOf(node: Node): i32 {
  return (<AxisState>node.state!).choice;
}
