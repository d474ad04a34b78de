import { Node } from '../core/node';
import { RefusalCode } from '../core/refusal';
import { Forest } from '../operators/tabular/forest';
import { CoverSource } from './explanation';

/** How far, relative to the whole, hit rates of two children may be from that of their parent: they are rounded by exporters. */
const COVER_TOLERANCE: f64 = 1e-3;

/** The cover of every node of a forest: positive, a parent's that of its children together. Null: refused. */
export function treeCover(node: Node, forest: Forest, source: i32): StaticArray<f64> | null {
  const cover = new StaticArray<f64>(forest.nodeCount);
  const rates = forest.cover;
  if (source == CoverSource.HIT_RATES && rates === null) {
    return refuseCover(node, 'it has no hit rates of branches and leaves');
  }
  if (source != CoverSource.HIT_RATES && source != CoverSource.LEAF_COUNTS) {
    return refuseCover(node, 'the source ' + source.toString() + ' of covers is not supported');
  }
  // Children stand behind their parents.
  for (let index = forest.nodeCount - 1; index >= 0; index--) {
    const child = forest.child[index];
    const rate: f64 = source == CoverSource.HIT_RATES ? rates![index] : 1;
    if (!(rate > 0 && rate < Infinity)) return refuseCover(node, 'a hit rate is not positive');
    if (child == 0) {
      cover[index] = rate;
      continue;
    }
    cover[index] = cover[child] + cover[child + 1];
    if (source != CoverSource.HIT_RATES) continue;
    if (Math.abs(rates![child] + rates![child + 1] - rate) > COVER_TOLERANCE * rate) {
      return refuseCover(node, 'its hit rates do not add up from children to parents');
    }
  }
  return cover;
}

function refuseCover(node: Node, reason: string): StaticArray<f64> | null {
  node.refuse(RefusalCode.UNSUPPORTED, 'it cannot be explained: ' + reason);
  return null;
}
