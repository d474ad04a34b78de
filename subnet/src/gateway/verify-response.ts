import { BoundedCache } from '../crypto/bounded-cache.ts';
import { sha256 } from '../crypto/sha256.ts';
import {
  CertificateError,
  verifyCertificate,
  type VerifiedCertificate,
} from '../certification/verify-certificate.ts';
import { CborError } from '../codec/cbor-error.ts';
import { decodeUleb } from '../codec/leb128.ts';
import { rootHash } from '../hash-tree/hash-tree.ts';
import { lookupPath, lookupSubtree } from '../hash-tree/lookup.ts';
import { parseCertificateExpression } from './certificate-expression.ts';
import { parseCertificateHeader, type CertificateHeader } from './certificate-header.ts';
import {
  CERTIFICATE_HEADER,
  certifiedHeaders,
  EXPRESSION_HEADER,
  requestHash,
  responseHash,
} from './certification-hash.ts';
import type { CanisterRequest, HeaderField } from './convert-request.ts';
import { checkExpressionPath, decodedPath, toLabel } from './expression-path.ts';
import { CERTIFICATE_AGE_NS_MAX, CERTIFICATES_KEPT_MAX } from './gateway-limits.ts';
import { verifyAssetBody } from './verify-asset-body.ts';
import { VerificationFailed } from './verification-failed.ts';

/** A response as far as it can be certified. */
export interface CertifiableResponse {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
}

/** By what a response is verified. */
export interface VerificationContext {
  readonly rootKeyDer: Uint8Array;
  readonly canister: Uint8Array;
  readonly nowNs: bigint;
}

/** A response that is proven, and those of its headers that may be handed on. */
export interface VerifiedResponse {
  readonly version: 1 | 2;
  readonly headers: readonly HeaderField[];
}

const checked = new BoundedCache<VerifiedCertificate>(CERTIFICATES_KEPT_MAX);

/**
 * Verifies that a response to a request is the canister's. Version 1 is accepted here; whether the canister could do
 * better is for the caller to find out.
 * Errors: VerificationFailed.
 * Source: HTTP gateway protocol, "Response Verification Outline" and "Legacy Response Verification".
 */
export function verifyResponse(
  request: CanisterRequest,
  response: CertifiableResponse,
  context: VerificationContext,
): VerifiedResponse {
  try {
    const value = singleHeader(response.headers, CERTIFICATE_HEADER);
    if (value === undefined) throw new VerificationFailed('the response has no certificate');
    const header = parseCertificateHeader(value);
    checkCertificate(header, context);
    if (header.version === 2) return verifyVersion2(request, response, header, value);
    if (header.version === 1) return verifyVersion1(request, response, header);
    throw new VerificationFailed(`version ${header.version} of certification is not known`);
  } catch (error) {
    if (error instanceof CborError || error instanceof CertificateError) {
      throw new VerificationFailed(error.message);
    }
    throw error;
  }
}

/** The certificate is signed, recent, speaks of this canister, and the canister certified this tree. */
function checkCertificate(header: CertificateHeader, context: VerificationContext): void {
  const { tree, mayCertify } = verifiedCertificate(header.certificate, context.rootKeyDer);
  if (!mayCertify(context.canister)) throw new VerificationFailed('the certificate is of another subnet');
  const time = lookupPath([toLabel('time')], tree);
  const timeNs = time.kind === 'found' ? decodeUleb(time.value) : undefined;
  if (timeNs === undefined) throw new VerificationFailed('the certificate has no time');
  const age = context.nowNs - timeNs;
  if (age > CERTIFICATE_AGE_NS_MAX || age < -CERTIFICATE_AGE_NS_MAX) {
    throw new VerificationFailed('the certificate is too old or of the future');
  }
  const certified = lookupPath([toLabel('canister'), context.canister, toLabel('certified_data')], tree);
  if (certified.kind !== 'found') throw new VerificationFailed('the certificate shows no certified data');
  if (Buffer.compare(certified.value, rootHash(header.tree)) !== 0) {
    throw new VerificationFailed('the tree is not the one that the canister certified');
  }
}

/** The same certificate serves every query between two rounds: its signature is checked once. */
function verifiedCertificate(bytes: Uint8Array, rootKeyDer: Uint8Array): VerifiedCertificate {
  const key = `${Buffer.from(sha256(bytes)).toString('latin1')}${Buffer.from(rootKeyDer).toString('latin1')}`;
  const known = checked.get(key);
  if (known !== undefined) return known;
  const verified = verifyCertificate(bytes, rootKeyDer);
  checked.set(key, verified);
  return verified;
}

function verifyVersion2(
  request: CanisterRequest,
  response: CertifiableResponse,
  { tree, expressionPath }: CertificateHeader,
  certificateHeader: string,
): VerifiedResponse {
  if (expressionPath === undefined) throw new VerificationFailed('the certificate header has no expr_path');
  checkExpressionPath(expressionPath, decodedPath(request.url), tree);
  const text = singleHeader(response.headers, EXPRESSION_HEADER);
  if (text === undefined) throw new VerificationFailed('the response has no certificate expression');
  const expression = parseCertificateExpression(text);
  const label = [...expressionPath.map(toLabel), sha256(toLabel(text))];
  const certified = lookupSubtree(label, tree);
  if (typeof certified === 'string') throw new VerificationFailed('the expression is not certified');
  if (expression.kind === 'none') return { version: 2, headers: response.headers };
  const headers = certifiedHeaders(response.headers, expression.response);
  const requestLabel =
    expression.request === undefined ? toLabel('') : requestHash(request, expression.request);
  const proof = lookupSubtree([requestLabel, responseHash(response, headers)], certified);
  if (typeof proof === 'string' || proof.kind !== 'leaf' || proof.value.length > 0) {
    throw new VerificationFailed('the request and response are not certified');
  }
  return { version: 2, headers: [...headers, [CERTIFICATE_HEADER, certificateHeader]] };
}

/** Neither status nor headers are certified: what could do harm does not pass. */
function verifyVersion1(
  request: CanisterRequest,
  response: CertifiableResponse,
  { tree }: CertificateHeader,
): VerifiedResponse {
  verifyAssetBody(decodedPath(request.url), response, tree);
  if (response.status >= 300 && response.status < 400) {
    throw new VerificationFailed('version 1 of certification does not cover redirects');
  }
  const headers = response.headers.filter(([name]) => name.toLowerCase() !== 'cache-control');
  return { version: 1, headers };
}

/** The value of a header; which of two values would be meant is nobody's to choose. */
function singleHeader(headers: readonly HeaderField[], name: string): string | undefined {
  const found = headers.filter(([given]) => given.toLowerCase() === name);
  if (found.length > 1) throw new VerificationFailed(`the response has two headers ${name}`);
  return found[0]?.[1];
}
