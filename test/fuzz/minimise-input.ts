/**
 * Makes a failing input smaller while it fails in the same way: pieces are taken out, then bytes made zero.
 * Bounds: `trials` calls of `fails`.
 */
export async function minimiseInput(
  input: Uint8Array,
  fails: (candidate: Uint8Array) => Promise<boolean>,
  trials: number,
): Promise<Uint8Array> {
  let best = input;
  let left = trials;
  const attempt = async (candidate: Uint8Array): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  for (
    let size = Math.ceil(best.length / 2);
    size >= 1 && left > 0;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = best.length - size; at > -size && left > 0; at -= size) {
      const from = Math.max(0, at);
      await attempt(new Uint8Array(Buffer.concat([best.subarray(0, from), best.subarray(from + size)])));
    }
  }
  for (let at = 0; at < best.length && left > 0; at++) {
    if (best[at] === 0) continue;
    const candidate = Uint8Array.from(best);
    candidate[at] = 0;
    await attempt(candidate);
  }
  return best;
}
