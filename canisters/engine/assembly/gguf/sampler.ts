import { RefusalCode, refuse } from '../core/refusal';
import { exp4 } from '../kernels/vector-math';
import { SeededRandom } from './seeded-random';
import { Workspace } from './workspace';

/** How the next token is chosen from the logits. */
export class Sampling {
  /** 0: always the token with the largest logit, of equal ones the lowest. Bounds: 0 to 100. */
  temperature: f32 = 0;
  /** Only that many of the likeliest tokens; 0: all. */
  topK: i32 = 0;
  /** Of those, only the likeliest that together have this share; 1: all. Bounds: above 0, up to 1. */
  topP: f32 = 1;
  seed: u64 = 0;

  /** False: refused. */
  check(): bool {
    if (!(this.temperature >= 0 && this.temperature <= 100))
      return refuse(
        RefusalCode.INVALID_INPUT,
        'expected a temperature from 0 to 100, got ' + this.temperature.toString(),
      );
    if (this.topK < 0)
      return refuse(RefusalCode.INVALID_INPUT, 'expected top_k from 0 up, got ' + this.topK.toString());
    if (!(this.topP > 0 && this.topP <= 1))
      return refuse(
        RefusalCode.INVALID_INPUT,
        'expected top_p above 0 and up to 1, got ' + this.topP.toString(),
      );
    return true;
  }
}

/** Chooses tokens; equal logits and an equal seed give equal tokens. */
export class Sampler {
  private random: SeededRandom;

  constructor(private sampling: Sampling) {
    this.random = new SeededRandom(sampling.seed);
  }

  /** The next token, or -1 when refused: a logit is not a number. The logits are used up. */
  choose(workspace: Workspace): i32 {
    const logits = workspace.logits;
    const count = workspace.model.shape.vocabulary;
    if (!areFinite(logits, count)) {
      refuse(RefusalCode.MALFORMED, 'the weights of the model give logits that are not finite');
      return -1;
    }
    const best = largest(logits, count);
    if (this.sampling.temperature == 0) return best;
    powers(logits, count, load<f32>(logits + ((<usize>best) << 2)), this.sampling.temperature);
    const isOpen = this.sampling.topK == 0 || this.sampling.topK >= count;
    if (isOpen && this.sampling.topP >= 1) return this.drawOfAll(logits, count);
    return this.drawOfBest(logits, count, workspace.candidates, isOpen);
  }

  private drawOfAll(weights: usize, count: i32): i32 {
    const target = this.random.unit() * sumOf(weights, count);
    let sum: f64 = 0;
    let last = 0;
    for (let token = 0; token < count; token++) {
      const weight = <f64>load<f32>(weights + ((<usize>token) << 2));
      if (weight == 0) continue;
      sum += weight;
      last = token;
      if (sum > target) break;
    }
    return last;
  }

  /** Takes the likeliest tokens off a heap, as many as count, and draws one of them. */
  private drawOfBest(weights: usize, count: i32, heapOf: usize, isOpen: bool): i32 {
    makeHeap(heapOf, weights, count);
    const most = isOpen ? count : this.sampling.topK;
    let taken = 0;
    let sum: f64 = 0;
    // Tokens that are taken lie behind the heap, the likeliest last.
    const share = isOpen ? sumOf(weights, count) * <f64>this.sampling.topP : Infinity;
    while (taken < most && sum < share) sum += this.take(heapOf, weights, count - taken++);
    if (!isOpen) {
      const limit = sum * <f64>this.sampling.topP;
      const all = taken;
      sum = 0;
      for (taken = 0; taken < all && sum < limit; taken++)
        sum += weightAt(heapOf, weights, count - 1 - taken);
    }
    const target = this.random.unit() * sum;
    sum = 0;
    for (let index = 0; index < taken; index++) {
      sum += weightAt(heapOf, weights, count - 1 - index);
      if (sum > target) return load<i32>(heapOf + ((<usize>(count - 1 - index)) << 2));
    }
    return load<i32>(heapOf + ((<usize>(count - taken)) << 2));
  }

  /** Moves the likeliest of a heap of `size` to its end; its weight. */
  private take(heapOf: usize, weights: usize, size: i32): f64 {
    const last = heapOf + ((<usize>(size - 1)) << 2);
    const top = load<i32>(heapOf);
    store<i32>(heapOf, load<i32>(last));
    store<i32>(last, top);
    sink(heapOf, weights, 0, size - 1);
    return <f64>load<f32>(weights + ((<usize>top) << 2));
  }
}

function areFinite(logits: usize, count: i32): bool {
  let sum: f32 = 0;
  // Any number times 0 is 0; infinities and NaN are not.
  for (let token = 0; token < count; token++) sum += load<f32>(logits + ((<usize>token) << 2)) * 0;
  return sum == 0;
}

function largest(logits: usize, count: i32): i32 {
  let best = 0;
  let top = load<f32>(logits);
  for (let token = 1; token < count; token++) {
    const logit = load<f32>(logits + ((<usize>token) << 2));
    if (logit > top) {
      top = logit;
      best = token;
    }
  }
  return best;
}

/** Turns logits into weights from 0 to 1; the last vector may reach into the room behind. */
function powers(logits: usize, count: i32, top: f32, temperature: f32): void {
  const tops = f32x4.splat(top);
  const temperatures = f32x4.splat(temperature);
  const end = logits + ((<usize>count) << 2);
  for (let at = logits; at < end; at += 16) {
    v128.store(at, exp4(f32x4.div(f32x4.sub(v128.load(at), tops), temperatures)));
  }
}

function sumOf(weights: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let token = 0; token < count; token++) sum += <f64>load<f32>(weights + ((<usize>token) << 2));
  return sum;
}

function weightAt(heapOf: usize, weights: usize, index: i32): f64 {
  return <f64>load<f32>(weights + ((<usize>load<i32>(heapOf + ((<usize>index) << 2))) << 2));
}

function makeHeap(heapOf: usize, weights: usize, count: i32): void {
  for (let token = 0; token < count; token++) store<i32>(heapOf + ((<usize>token) << 2), token);
  for (let index = (count >> 1) - 1; index >= 0; index--) sink(heapOf, weights, index, count);
}

/** Lets a token sink to its place below likelier ones; of equal ones the lower token is likelier. */
function sink(heapOf: usize, weights: usize, index: i32, size: i32): void {
  const token = load<i32>(heapOf + ((<usize>index) << 2));
  const weight = load<f32>(weights + ((<usize>token) << 2));
  while (true) {
    let child = 2 * index + 1;
    if (child >= size) break;
    let other = load<i32>(heapOf + ((<usize>child) << 2));
    let otherWeight = load<f32>(weights + ((<usize>other) << 2));
    if (child + 1 < size) {
      const second = load<i32>(heapOf + ((<usize>(child + 1)) << 2));
      const secondWeight = load<f32>(weights + ((<usize>second) << 2));
      if (secondWeight > otherWeight || (secondWeight == otherWeight && second < other)) {
        child++;
        other = second;
        otherWeight = secondWeight;
      }
    }
    if (weight > otherWeight || (weight == otherWeight && token < other)) break;
    store<i32>(heapOf + ((<usize>index) << 2), other);
    index = child;
  }
  store<i32>(heapOf + ((<usize>index) << 2), token);
}
