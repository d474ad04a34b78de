import { Principal } from '@indus/client';

/** A value that IndexedDB can hold: plain objects, arrays, numbers, texts, bytes. */
export type Kept = unknown;

/** Marks a principal among plain objects; no record of a canister has such a field. */
const PRINCIPAL = '__principal__';

/** A value as it is kept: principals as text, functions left out, everything else as the structured clone has it. */
export function toKept(value: unknown): Kept {
  if (value instanceof Principal) return { [PRINCIPAL]: value.toText() };
  return mapParts(value, toKept);
}

/** The value that was kept. */
export function fromKept(kept: Kept): unknown {
  if (isPrincipal(kept)) return Principal.fromText(kept[PRINCIPAL]);
  return mapParts(kept, fromKept);
}

function mapParts(value: unknown, change: (part: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(change);
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [change(key), change(part)]));
  const parts = Object.entries(value).filter(([, part]) => typeof part !== 'function');
  return Object.fromEntries(parts.map(([key, part]) => [key, change(part)]));
}

function isPrincipal(value: unknown): value is { readonly [PRINCIPAL]: string } {
  return typeof value === 'object' && value !== null && PRINCIPAL in value;
}
