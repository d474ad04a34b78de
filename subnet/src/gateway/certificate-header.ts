import { decodeCbor } from '../codec/cbor-decode.ts';
import { expectArray, expectText } from '../codec/cbor-field.ts';
import { hashTreeFromCbor } from '../hash-tree/hash-tree-cbor.ts';
import type { HashTree } from '../hash-tree/hash-tree.ts';
import { isWellFormed } from '../hash-tree/lookup.ts';
import { TREE_DEPTH_MAX } from './gateway-limits.ts';
import { VerificationFailed } from './verification-failed.ts';

/** What the header IC-Certificate holds. */
export interface CertificateHeader {
  readonly certificate: Uint8Array;
  readonly tree: HashTree;
  /** 1 when the header does not say. */
  readonly version: number;
  readonly expressionPath: readonly string[] | undefined;
}

const FIELDS = ['certificate', 'tree', 'version', 'expr_path'] as const;
type FieldName = (typeof FIELDS)[number];

/**
 * Reads the value of the header IC-Certificate. Fields of other names are left alone.
 * Errors: VerificationFailed; CborError for a tree or path that is not what it must be.
 * Source: HTTP gateway protocol, "The Certificate Header".
 */
export function parseCertificateHeader(value: string): CertificateHeader {
  const fields = readFields(value);
  const path = fields.get('expr_path');
  return {
    certificate: bytesOf(fields, 'certificate'),
    tree: readTree(bytesOf(fields, 'tree')),
    version: readVersion(fields.get('version')),
    expressionPath: path === undefined ? undefined : readPath(bytesOf(fields, 'expr_path')),
  };
}

function readFields(value: string): Map<FieldName, string> {
  const fields = new Map<FieldName, string>();
  for (const part of value.split(',')) {
    const equals = part.indexOf('=');
    const name = FIELDS.find((field) => field === part.slice(0, Math.max(equals, 0)).trim());
    if (name === undefined) continue;
    if (fields.has(name)) throw new VerificationFailed(`certificate header: ${name} is given twice`);
    fields.set(
      name,
      part
        .slice(equals + 1)
        .trim()
        .replace(/^:(.*):$/, '$1'),
    );
  }
  return fields;
}

function bytesOf(fields: ReadonlyMap<FieldName, string>, name: FieldName): Uint8Array {
  const text = fields.get(name);
  if (text === undefined || text === '') throw new VerificationFailed(`certificate header: ${name} lacks`);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new VerificationFailed(`certificate header: ${name} is not in base 64`);
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

function readTree(bytes: Uint8Array): HashTree {
  const tree = hashTreeFromCbor(decodeCbor(bytes, { depthMax: TREE_DEPTH_MAX }));
  if (!isWellFormed(tree)) throw new VerificationFailed('certificate header: the tree is not well-formed');
  return tree;
}

function readVersion(text: string | undefined): number {
  if (text === undefined) return 1;
  if (!/^\d{1,3}$/.test(text)) throw new VerificationFailed('certificate header: the version is no number');
  return Number(text);
}

function readPath(bytes: Uint8Array): string[] {
  return expectArray(decodeCbor(bytes), 'expr_path').map((segment) => expectText(segment, 'expr_path'));
}
