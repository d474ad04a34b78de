import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { beginCopy, endCopy } from './transpose';

/** The attribute `blocksize` for an input of four dimensions; 0: refused by the node's name. */
function blockSize(node: Node): i32 {
  const data = node.input(0);
  const size = node.int('blocksize', 0);
  if (data.rank == 4 && size > 0 && size <= 0x7fff) return <i32>size;
  node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected four dimensions and a block size, got ' + data.shapeText() + ' and ' + size.toString(),
  );
  return 0;
}

function refuseDivision(node: Node, size: i32): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'the shape ' + node.input(0).shapeText() + ' cannot be divided by blocks of ' + size.toString(),
  );
}

/** DepthToSpace: channels become blocks of the image. In the mode "DCR" the block comes before the channel, in "CRD" after it. */
export function prepareDepthToSpace(node: Node): i32 {
  const size = blockSize(node);
  if (size == 0) return Prepared.REFUSED;
  const mode = node.text('mode', 'DCR');
  if (mode != 'DCR' && mode != 'CRD') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the mode "' + mode + '" is not supported');
  }
  const data = node.input(0);
  const output = node.output(0);
  const channels = data.dim(1);
  const height = data.dim(2);
  const width = data.dim(3);
  if (channels % (size * size) != 0) return refuseDivision(node, size);
  const kept = channels / (size * size);
  output.shapeLike(data, data.type);
  output.setDim(1, kept);
  output.setDim(2, height * size);
  output.setDim(3, width * size);
  const outcome = node.ready(output);
  const plane = height * width;
  const isBlockFirst = mode == 'DCR';
  const blockStep = isBlockFirst ? kept * plane : plane;
  const state = beginCopy(node);
  const wide = width * size;
  state.copy.addAxis(data.dim(0), channels * plane, channels * plane);
  state.copy.addAxis(kept, height * size * wide, isBlockFirst ? plane : size * size * plane);
  state.copy.addAxis(height, size * wide, width);
  state.copy.addAxis(size, wide, size * blockStep);
  state.copy.addAxis(width, size, 1);
  state.copy.addAxis(size, 1, blockStep);
  endCopy(node, state);
  return outcome;
}

/** SpaceToDepth: blocks of the image become channels, the place in the block before the channel. */
export function prepareSpaceToDepth(node: Node): i32 {
  const size = blockSize(node);
  if (size == 0) return Prepared.REFUSED;
  const data = node.input(0);
  const output = node.output(0);
  const channels = data.dim(1);
  const width = data.dim(3);
  if (data.dim(2) % size != 0 || width % size != 0) return refuseDivision(node, size);
  const high = data.dim(2) / size;
  const wide = width / size;
  const deep = <i64>channels * size * size;
  if (deep > i32.MAX_VALUE) return refuseDivision(node, size);
  output.shapeLike(data, data.type);
  output.setDim(1, <i32>deep);
  output.setDim(2, high);
  output.setDim(3, wide);
  const outcome = node.ready(output);
  const plane = high * wide;
  const whole = data.dim(2) * width;
  const state = beginCopy(node);
  state.copy.addAxis(data.dim(0), <i32>deep * plane, channels * whole);
  state.copy.addAxis(size, size * channels * plane, width);
  state.copy.addAxis(size, channels * plane, 1);
  state.copy.addAxis(channels, plane, whole);
  state.copy.addAxis(high, wide, size * width);
  state.copy.addAxis(wide, 1, size);
  endCopy(node, state);
  return outcome;
}
