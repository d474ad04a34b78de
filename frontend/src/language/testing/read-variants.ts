import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** A case of a variant: its name, and the plain fields of its record. */
export interface VariantCase {
  readonly name: string;
  /** Fields of the types nat…, text and principal, under the names that a failure has for them. */
  readonly values: readonly string[];
}

type Canister = 'identity' | 'registry' | 'vault';

/** The cases of a variant, from the interface of a canister as it is published. */
export function readVariant(canister: Canister, variant: string): VariantCase[] {
  return partsOf(canister, `type ${variant} = variant {`).map(caseOf);
}

/** Names of the fields of a record, from the interface of a canister as it is published. */
export function readRecord(canister: Canister, record: string): string[] {
  return partsOf(canister, `type ${record} = record {`).map((part) => part.split(/[\s:]/, 1)[0] ?? '');
}

function partsOf(canister: Canister, opening: string): string[] {
  const path = new URL(`../../../../canisters/${canister}/${canister}.did`, import.meta.url);
  const source = readFileSync(path, 'utf8').replaceAll(/\/\/.*$/gm, '');
  const start = source.indexOf(opening);
  assert(start >= 0, `expected ${opening} in ${canister}.did`);
  return split(block(source, source.indexOf('{', start)));
}

/** What stands between the brace at a position and the one that closes it. */
function block(source: string, open: number): string {
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source[at] === '{') depth += 1;
    if (source[at] === '}' && (depth -= 1) === 0) return source.slice(open + 1, at);
  }
  return assert.fail('expected a closing brace');
}

/** Splits at the semicolons that stand in no inner braces. */
function split(body: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of body) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (sign === ';' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

function caseOf(part: string): VariantCase {
  const [name = ''] = part.split(/[\s:]/, 1);
  const open = part.indexOf('{');
  const fields = open < 0 ? [] : split(block(part, open));
  const values = fields.flatMap((field) => {
    const match = /^(\w+)\s*:\s*(nat\d*|text|principal|Timestamp|UserNumber)$/.exec(field);
    return match ? [(match[1] ?? '').replace(/_ns$/, '_ms')] : [];
  });
  return { name, values };
}
