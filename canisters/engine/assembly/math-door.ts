import './system/abort';
import { erf4, exp4, log4, log1pOfUnit4, sigmoid4, softplus4, tanh4 } from './kernels/vector-math';
import { normaliseRows } from './kernels/row-normal';
import { softmaxRows, logSoftmaxRows } from './kernels/softmax';

/*
 * A door for tests of functions of four floats and of kernels of rows: raw memory in, raw memory out. It is compiled into a module
 * of its own and never deployed.
 */

export { normaliseRows, softmaxRows, logSoftmaxRows };

export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function release(address: usize): void {
  heap.free(address);
}

export function exp(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, exp4(v128.load(from)));
}

export function log(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, log4(v128.load(from)));
}

export function log1pOfUnit(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, log1pOfUnit4(v128.load(from)));
}

export function tanh(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, tanh4(v128.load(from)));
}

export function sigmoid(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, sigmoid4(v128.load(from)));
}

export function softplus(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, softplus4(v128.load(from)));
}

export function erf(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, erf4(v128.load(from)));
}
