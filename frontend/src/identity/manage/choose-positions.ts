/** Words that are asked for. */
const ASKED = 5;

/** Which words of a phrase are asked for: another choice each time, in their order. Shape: indexes from 0. */
export function choosePositions(words: number): readonly number[] {
  const left = Array.from({ length: words }, (_, index) => index);
  const [chance = 0] = crypto.getRandomValues(new BigUint64Array(1));
  let rest = BigInt(chance);
  const chosen: number[] = [];
  while (chosen.length < ASKED && left.length > 0) {
    const [position] = left.splice(Number(rest % BigInt(left.length)), 1);
    rest /= BigInt(left.length + 1);
    if (position !== undefined) chosen.push(position);
  }
  return chosen.sort((one, other) => one - other);
}
