import { sha256 } from '@noble/hashes/sha2';
import { ProofInvalid } from '../proof-invalid.ts';
import { compareBytes } from '../verify/bytes.ts';
import { lookupPath } from '../verify/lookup.ts';
import { ask, type Registry } from './registry.ts';
import { blob, type Certified, verifyAnswer } from './verify-records.ts';

const EXPRESSION =
  'default_certification(ValidationArgs{certification:Certification{no_request_certification:Empty{},' +
  'response_certification:ResponseCertification{certified_response_headers:ResponseHeaderList{headers:' +
  '["content-type","cache-control","x-content-type-options"]}}}})';
const HEADERS: readonly (readonly [string, string | Uint8Array])[] = [
  ['content-type', 'application/json'],
  ['cache-control', 'no-cache'],
  ['x-content-type-options', 'nosniff'],
  ['ic-certificateexpression', EXPRESSION],
  // 200 in LEB128.
  [':ic-cert-status', Uint8Array.of(0xc8, 0x01)],
];
const utf8 = new TextEncoder();

/**
 * A document that the registry serves at /records/<name>, proven by the certification of that path; undefined when it is
 * proven that there is none.
 * Errors: RegistryRefused, CallFailed, ProofInvalid.
 * Source: docs/registry-certified-layout.md, section 5.
 */
export async function readDocument(registry: Registry, name: string): Promise<Certified<string | undefined>> {
  const answer = await ask('read_document', () => registry.service.read_document({ name }));
  const state = await verifyAnswer(registry, answer.proof);
  const path = ['http_expr', 'records', name];
  const [given] = answer.found;
  if (!given) {
    if (lookupPath(state.tree, path).status === 'absent') return { value: undefined, time_ns: state.time_ns };
    throw new ProofInvalid('record', 'expected the document that the witness speaks of, got none');
  }
  const body = blob(given);
  const fields = HEADERS.map(([key, value]) =>
    Uint8Array.from([
      ...sha256(utf8.encode(key)),
      ...sha256(typeof value === 'string' ? utf8.encode(value) : value),
    ]),
  );
  const head = sha256(concat(fields.toSorted(compareBytes)));
  const response = sha256(concat([head, sha256(body)]));
  const leaf = lookupPath(state.tree, [...path, '<$>', sha256(utf8.encode(EXPRESSION)), '', response]);
  if (leaf.status !== 'found')
    throw new ProofInvalid('record', 'expected the document that is certified under its path');
  return { value: new TextDecoder().decode(body), time_ns: state.time_ns };
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
