import { STATE_ROOT_DOMAIN } from '../certification/verify-certificate.ts';
import { encodeSelfDescribed } from '../codec/cbor-encode.ts';
import type { CborValue } from '../codec/cbor-value.ts';
import { encodeUleb } from '../codec/leb128.ts';
import { blsKeyFromSeed } from '../crypto/bls.ts';
import { sha256 } from '../crypto/sha256.ts';
import { hashTreeToCbor } from '../hash-tree/hash-tree-cbor.ts';
import { leaf, rootHash, type HashTree } from '../hash-tree/hash-tree.ts';
import { mapOf } from '../hash-tree/labelled-map.ts';
import { certifiedHeaders, responseHash } from './certification-hash.ts';
import type { HeaderField } from './convert-request.ts';
import { toLabel } from './expression-path.ts';
import type { CertifiableResponse } from './verify-response.ts';

export const ROOT_KEY = blsKeyFromSeed(new Uint8Array(32).fill(7));
export const TIME_NS = 1_800_000_000_000_000_000n;
export const EXPRESSION =
  'default_certification(ValidationArgs{certification:Certification{no_request_certification:Empty{},response_certification:ResponseCertification{certified_response_headers:ResponseHeaderList{headers:["content-type","content-range"]}}}})';

/** A certificate over any state, signed by the root key. */
export function certificateOver(state: HashTree, key = ROOT_KEY): Uint8Array {
  return encodeSelfDescribed(
    new Map<string, CborValue>([
      ['tree', hashTreeToCbor(state)],
      ['signature', key.sign(Buffer.concat([STATE_ROOT_DOMAIN, rootHash(state)]))],
    ]),
  );
}

/** The certificate that a canister with this tree would be given. */
export function dataCertificate(canister: Uint8Array, tree: HashTree, key = ROOT_KEY): Uint8Array {
  const data = leaf(new Uint8Array(rootHash(tree)));
  return certificateOver(
    mapOf([
      [toLabel('canister'), mapOf([[canister, mapOf([[toLabel('certified_data'), data]])]])],
      [toLabel('time'), leaf(encodeUleb(TIME_NS))],
    ]),
    key,
  );
}

/** The value of the header IC-Certificate. */
export function certificateHeader(
  certificate: Uint8Array,
  tree: HashTree,
  path: readonly string[] | undefined,
): string {
  const base64 = (bytes: Uint8Array) => `:${Buffer.from(bytes).toString('base64')}:`;
  const rest = path === undefined ? '' : `, version=2, expr_path=${base64(encodeSelfDescribed([...path]))}`;
  return `certificate=${base64(certificate)}, tree=${base64(encodeSelfDescribed(hashTreeToCbor(tree)))}${rest}`;
}

/** A response that is certified for the exact path of one segment, request not included. */
export function certifiedResponse(
  canister: Uint8Array,
  segment: string,
  response: CertifiableResponse,
  key = ROOT_KEY,
): CertifiableResponse {
  const headers: HeaderField[] = [...response.headers, ['IC-CertificateExpression', EXPRESSION]];
  const certified = certifiedHeaders(headers, { mode: 'only', headers: ['content-type', 'content-range'] });
  const proof = mapOf([[new Uint8Array(responseHash(response, certified)), leaf(new Uint8Array())]]);
  const expression = mapOf([
    [new Uint8Array(sha256(toLabel(EXPRESSION))), mapOf([[new Uint8Array(), proof]])],
  ]);
  const path = ['http_expr', segment, '<$>'];
  const tree = [...path].reverse().reduce((below, label) => mapOf([[toLabel(label), below]]), expression);
  const value = certificateHeader(dataCertificate(canister, tree, key), tree, path);
  return { ...response, headers: [...headers, ['IC-Certificate', value]] };
}
