import { isUtf8 } from 'node:buffer';
import type { HashTree } from '../hash-tree/hash-tree.ts';
import { lookupSubtree } from '../hash-tree/lookup.ts';
import { VerificationFailed } from './verification-failed.ts';

const PREFIX = 'http_expr';
const EXACT = '<$>';
const WILDCARD = '<*>';

/**
 * Checks that an expression path is in the tree, fits the path of a request, and that the tree has no path that
 * fits it better.
 * Errors: VerificationFailed.
 * Source: HTTP gateway protocol, "Expression Path"; how paths become segments is as in
 * dfinity/response-verification fb792650, packages/ic-response-verification/src/validation/v2_validation.rs.
 */
export function checkExpressionPath(path: readonly string[], requestPath: string, tree: HashTree): void {
  const last = path.at(-1);
  if (path[0] !== PREFIX || path.length < 2 || (last !== EXACT && last !== WILDCARD)) {
    throw failed(`it does not start with ${PREFIX} or end with a terminator`);
  }
  const segments = path.slice(1, -1);
  if (segments.some((segment) => segment === EXACT || segment === WILDCARD)) {
    throw failed('it has a terminator within');
  }
  if (typeof lookupSubtree(path.map(toLabel), tree) === 'string') throw failed('the tree does not have it');
  const requested = segmentsOf(requestPath);
  if (last === EXACT) {
    if (!isEqual(segments, requested)) throw failed('it is exact and not that of the request');
    return;
  }
  if (!covers(segments, requested)) throw failed('it is a wildcard that does not cover the request');
  requireBest(segments, requested, tree);
}

/** The bytes that a label of text is. */
export function toLabel(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** The path of a URL, percent-decoded; sequences that are no code stay as they are. Errors: VerificationFailed. */
export function decodedPath(url: string): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  const bytes = Buffer.from(
    path.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    'latin1',
  );
  if (!isUtf8(bytes)) throw failed('the path of the request is not in UTF-8');
  return bytes.toString('utf8');
}

/** Empty segments do not count, but a path that ends with a slash is another than the one that does not. */
function segmentsOf(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (path.endsWith('/')) segments.push('');
  return segments;
}

/**
 * The tree has neither the exact path of the request nor a wildcard that fits it better than the responding one.
 * Bounds: each level of the tree is looked at a few times, however long the path.
 */
function requireBest(responding: readonly string[], requested: readonly string[], tree: HashTree): void {
  const slashed = requested.at(-1) === '';
  const base = slashed ? requested.slice(0, -1) : requested;
  const levels = levelsAlong(base, lookupSubtree([toLabel(PREFIX)], tree));
  const requireAbsent = (length: number, labels: readonly string[]): void => {
    const level = levels[length] ?? 'absent';
    const found = typeof level === 'string' ? level : lookupSubtree(labels.map(toLabel), level);
    if (found !== 'absent') throw failed('the tree may have one that fits better');
  };
  requireAbsent(base.length, slashed ? ['', EXACT] : [EXACT]);
  for (const { length, directory } of prefixes(base.length, slashed)) {
    const last = directory ? '' : base[length - 1];
    if (length + (directory ? 1 : 0) <= responding.length && last === responding.at(-1)) return;
    if (directory || length > 0) requireAbsent(length, directory ? ['', WILDCARD] : [WILDCARD]);
  }
}

/** Each prefix of a path of so many segments, the longest first: with a slash at its end and without. */
function* prefixes(
  segments: number,
  slashed: boolean,
): Generator<{ readonly length: number; readonly directory: boolean }> {
  for (let length = segments; length >= 0; length--) {
    if (length < segments || slashed) yield { length, directory: true };
    yield { length, directory: false };
  }
}

/** What is after no segment, after one, and so on, up to where nothing is. */
function levelsAlong(
  segments: readonly string[],
  start: HashTree | 'absent' | 'unknown',
): (HashTree | 'absent' | 'unknown')[] {
  const levels = [start];
  let level = start;
  for (const segment of segments) {
    if (level === 'absent') break;
    if (level !== 'unknown') level = lookupSubtree([toLabel(segment)], level);
    levels.push(level);
  }
  return levels;
}

function covers(wildcard: readonly string[], requested: readonly string[]): boolean {
  const isPrefix = (prefix: readonly string[]) => isEqual(prefix, requested.slice(0, prefix.length));
  return isPrefix(wildcard) || (wildcard.at(-1) === '' && isPrefix(wildcard.slice(0, -1)));
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((segment, index) => segment === b[index]);
}

function failed(why: string): VerificationFailed {
  return new VerificationFailed(`expression path: ${why}`);
}
