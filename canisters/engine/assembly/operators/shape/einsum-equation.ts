import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX } from '../../core/tensor';

const LETTERS: i32 = 52;
const ELLIPSIS: i32 = -1;
const LABELS: i32 = LETTERS + RANK_MAX;

/**
 * An equation of Einsum with the shapes of its inputs: the axes that are walked, first those of the output in its order, then those
 * that are summed in the order of their first appearance, and the distance of neighbours along each in every input.
 */
export class Equation {
  sizes: Array<i32> = new Array<i32>();
  outputRank: i32 = 0;
  /** For each input the distances along the axes, in elements. */
  steps: Array<StaticArray<i32>> = new Array<StaticArray<i32>>();
}

/** Reads the equation; null: refused by the node's name. */
export function readEquation(node: Node): Equation | null {
  const text = node.text('equation', '').replaceAll(' ', '');
  const arrow = text.indexOf('->');
  const left = arrow < 0 ? text : text.substring(0, arrow);
  const parts = left.split(',');
  if (parts.length != node.inputs.length)
    return refuseEquation(node, 'it has ' + parts.length.toString() + ' terms');
  const terms = new Array<Array<i32>>();
  const sizes = new StaticArray<i32>(LABELS).fill(-1);
  for (let index = 0; index < parts.length; index++) {
    const term = readTerm(parts[index]);
    if (term === null) return refuseEquation(node, 'the term "' + parts[index] + '" cannot be read');
    if (!spread(term, node.input(index).rank)) return refuseTerm(node, parts[index], index);
    if (!measure(node, index, term, sizes)) return refuseTerm(node, parts[index], index);
    terms.push(term);
  }
  const output = arrow < 0 ? implicitOutput(terms) : readTerm(text.substring(arrow + 2));
  if (output === null) return refuseEquation(node, 'the output cannot be read');
  spreadOutput(output, sizes);
  for (let at = 0; at < output.length; at++) {
    if (output.indexOf(output[at]) != at) return refuseEquation(node, 'the output repeats an axis');
    if (sizes[output[at]] < 0) return refuseEquation(node, 'no input has an axis of the output');
  }
  if (output.length > RANK_MAX) return refuseEquation(node, 'the output has too many axes');
  return walkOf(node, terms, output, sizes);
}

// A letter's place in the alphabet, capitals first; the dots are one mark until the rank is known. Null: something else.
function readTerm(text: string): Array<i32> | null {
  const labels = new Array<i32>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) labels.push(code - 65);
    else if (code >= 97 && code <= 122) labels.push(code - 97 + 26);
    else if (text.substr(at, 3) == '...' && !labels.includes(ELLIPSIS)) {
      labels.push(ELLIPSIS);
      at += 2;
    } else return null;
  }
  return labels;
}

// The dots stand for the axes that have no letter; they are numbered from the last, so that they are aligned there.
function spread(term: Array<i32>, rank: i32): bool {
  const place = term.indexOf(ELLIPSIS);
  if (place < 0) return term.length == rank;
  const count = rank - (term.length - 1);
  if (count < 0) return false;
  replaceDots(term, place, count);
  return true;
}

function spreadOutput(output: Array<i32>, sizes: StaticArray<i32>): void {
  const place = output.indexOf(ELLIPSIS);
  if (place < 0) return;
  let count = 0;
  while (count < RANK_MAX && sizes[LETTERS + count] >= 0) count++;
  replaceDots(output, place, count);
}

function replaceDots(term: Array<i32>, place: i32, count: i32): void {
  const after = term.slice(place + 1);
  term.length = place;
  for (let at = count - 1; at >= 0; at--) term.push(LETTERS + at);
  for (let at = 0; at < after.length; at++) term.push(after[at]);
}

// Axes of one element are broadcast.
function measure(node: Node, index: i32, term: Array<i32>, sizes: StaticArray<i32>): bool {
  const input = node.input(index);
  for (let axis = 0; axis < term.length; axis++) {
    const known = sizes[term[axis]];
    const dim = input.dim(axis);
    if (known >= 0 && known != dim && known != 1 && dim != 1) return false;
    if (known < 0 || known == 1) sizes[term[axis]] = dim;
  }
  return true;
}

// Without an arrow: the dots, then every letter that stands once, in alphabetical order.
function implicitOutput(terms: Array<Array<i32>>): Array<i32> {
  const counts = new StaticArray<i32>(LABELS);
  for (let index = 0; index < terms.length; index++) {
    for (let axis = 0; axis < terms[index].length; axis++)
      counts[terms[index][axis]] = counts[terms[index][axis]] + 1;
  }
  const output: Array<i32> = [ELLIPSIS];
  for (let label = 0; label < LETTERS; label++) if (counts[label] == 1) output.push(label);
  return output;
}

function walkOf(node: Node, terms: Array<Array<i32>>, output: Array<i32>, sizes: StaticArray<i32>): Equation {
  const labels = output.slice(0);
  for (let index = 0; index < terms.length; index++) {
    for (let axis = 0; axis < terms[index].length; axis++) {
      if (!labels.includes(terms[index][axis])) labels.push(terms[index][axis]);
    }
  }
  const equation = new Equation();
  equation.outputRank = output.length;
  for (let at = 0; at < labels.length; at++) equation.sizes.push(sizes[labels[at]]);
  for (let index = 0; index < terms.length; index++) {
    const input = node.input(index);
    const steps = new StaticArray<i32>(labels.length);
    for (let axis = 0; axis < input.rank; axis++) {
      // A letter that stands twice in a term walks the diagonal.
      const at = labels.indexOf(terms[index][axis]);
      if (input.dim(axis) > 1) steps[at] = steps[at] + input.sizeOf(axis + 1, input.rank);
    }
    equation.steps.push(steps);
  }
  return equation;
}

function refuseEquation(node: Node, why: string): Equation | null {
  node.refuse(RefusalCode.MALFORMED, 'the equation "' + node.text('equation', '') + '": ' + why);
  return null;
}

function refuseTerm(node: Node, term: string, index: i32): Equation | null {
  node.refuse(
    RefusalCode.INVALID_INPUT,
    'the term "' + term + '" does not fit the shape ' + node.input(index).shapeText(),
  );
  return null;
}
