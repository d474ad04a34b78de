import { createHash } from 'node:crypto';
import { deserialize } from 'node:v8';

/** Figures of a canister's record that only say what was tried, not what took effect. */
const ATTEMPTS = new Set([
  'log',
  'logNextIndex',
  'nextCallContext',
  'nextCallback',
  'queryStats',
  'consumed',
]);
const TEXT_MAX = 200;
/** Times, which differ between runs with and without a failure: all that is that large. Units: nanoseconds. */
const TIME_NS_MIN = 1_000_000_000_000_000_000n;

/**
 * Everything that is stored of canisters, as text by key: records, memories, modules, chunks, snapshots. Left out: times,
 * what was merely tried, and what lies in `ignored`.
 */
export function portraitOf(
  entries: ReadonlyMap<string, Uint8Array>,
  ignored: readonly string[] = [],
): ReadonlyMap<string, string> {
  const portrait = new Map<string, string>();
  for (const [key, value] of entries) {
    if (ignored.some((prefix) => key.startsWith(prefix))) continue;
    if (/^(heap|stable|snapshot|module|chunk|globals)\//.test(key)) {
      // A page of zeros is the same whether it is stored or not.
      if (value.some((byte) => byte !== 0)) portrait.set(key, digest(value));
    } else if (key.startsWith('canister/')) {
      for (const [name, field] of Object.entries(deserialize(value) as object)) {
        if (!ATTEMPTS.has(name)) portrait.set(`${key} ${name}`, canonical(field));
      }
    }
  }
  const record = entries.get('meta/subnet');
  const { nextCanister } = (record ? deserialize(record) : {}) as { readonly nextCanister?: bigint };
  return portrait.set('next canister', String(nextCanister));
}

/** What differs, for a message; empty: nothing. */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const text = (portrait: ReadonlyMap<string, string>, key: string) =>
    (portrait.get(key) ?? 'nothing').slice(0, TEXT_MAX);
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys]
    .filter((key) => one.get(key) !== other.get(key))
    .map((key) => `${key}: ${text(one, key)} / ${text(other, key)}`);
}

function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes ${digest(value)}`;
  if (value instanceof Map || value instanceof Set) return canonical([...value]);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join()}]`;
  if (typeof value === 'bigint') return value >= TIME_NS_MIN && value < 2n ** 63n ? 'time' : String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${name}:${canonical(field)}`).join()}}`;
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
