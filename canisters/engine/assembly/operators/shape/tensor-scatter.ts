import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { frontAxis } from './axis';
import { axisOf, choiceOf, rememberAxis } from './axis-state';
import { refuseIndex } from './check-indices';
import { copyCost } from './copy-cost';
import { isIndexType } from './known-integers';

/**
 * TensorScatter: a cache with an update written along `axis`, for each batch from its own index on (0 when none is given). In the
 * mode "circular" what passes the end goes on at the beginning.
 */
export function prepareTensorScatter(node: Node): i32 {
  const cache = node.input(0);
  const update = node.input(1);
  if (update.type != cache.type) return node.refuseType(update);
  const mode = node.text('mode', 'linear');
  if (mode != 'linear' && mode != 'circular') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the mode "' + mode + '" is not supported');
  }
  const axis = frontAxis(node, node.int('axis', -2), cache.rank);
  if (axis < 0) return Prepared.REFUSED;
  if (axis == 0) return node.refuse(RefusalCode.INVALID_INPUT, 'the axis is that of the batches');
  let isFitting = update.rank == cache.rank;
  for (let at = 0; isFitting && at < cache.rank; at++) {
    isFitting = at == axis ? update.dim(at) <= cache.dim(at) : update.dim(at) == cache.dim(at);
  }
  if (!isFitting) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'an update of shape ' + update.shapeText() + ' does not fit a cache of ' + cache.shapeText(),
    );
  }
  if (node.hasInput(2)) {
    const starts = node.input(2);
    if (!isIndexType(starts)) return node.refuseType(starts);
    if (starts.rank != 1 || starts.dim(0) != cache.dim(0)) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected an index for each batch, got ' + starts.shapeText(),
      );
    }
  }
  rememberAxis(node, axis, mode == 'circular' ? 1 : 0);
  node.output(0).shapeLike(cache, cache.type);
  node.cost = copyCost(cache, 1) + copyCost(update, update.sizeOf(0, axis + 1));
  return Prepared.READY;
}

export function runTensorScatter(node: Node): void {
  const cache = node.input(0);
  const update = node.input(1);
  const output = node.output(0);
  copyBytes(output.data, cache.data, cache.byteSize);
  if (update.size == 0) return;
  const isCircular = choiceOf(node) != 0;
  const axis = axisOf(node);
  const room = cache.dim(axis);
  const length = update.dim(axis);
  const block = <usize>cache.sizeOf(axis + 1, cache.rank) * <usize>elementSize(cache.type);
  const rows = cache.sizeOf(1, axis);
  for (let batch = 0; batch < cache.dim(0); batch++) {
    const given = node.hasInput(2) ? node.input(2).intAt(batch) : 0;
    if (given < 0 || (!isCircular && given > room - length)) {
      refuseIndex(node, given, room);
      return;
    }
    const start = given % room;
    for (let row = 0; row < rows; row++) {
      const at = <usize>(batch * rows + row);
      const to = output.data + at * <usize>room * block;
      const from = update.data + at * <usize>length * block;
      const first = min(length, room - <i32>start);
      copyBytes(to + <usize>start * block, from, <usize>first * block);
      copyBytes(to, from + <usize>first * block, <usize>(length - first) * block);
    }
  }
}
