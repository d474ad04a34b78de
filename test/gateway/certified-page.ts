import { base64Cbor, hashOfFields, key, rootOf, sha, treeOf, type Nested } from './certified-tree.ts';
import type { Page } from './web-canister.ts';

/** Everything of the response is certified but the named headers; nothing of the request is. */
export const RESPONSE_ONLY =
  'default_certification(ValidationArgs{certification:Certification{no_request_certification:Empty{},response_certification:ResponseCertification{certified_response_headers:ResponseHeaderList{headers:["content-type","cache-control"]}}}})';
/** The response is not certified, and that is. */
export const NO_CERTIFICATION = 'default_certification(ValidationArgs{no_certification:Empty{}})';
/** Request and response are certified. */
export const FULL =
  'default_certification(ValidationArgs{certification:Certification{request_certification:RequestCertification{certified_request_headers:["x-tenant"],certified_query_parameters:["q"]},response_certification:ResponseCertification{response_header_exclusions:ResponseHeaderList{headers:["date"]}}}})';

/** A page as a canister that knows the protocol would certify it. */
export interface CertifiedPage {
  readonly url: string;
  readonly path: readonly string[];
  readonly expression: string;
  readonly status?: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** Names in lower case of the headers that the expression certifies. */
  readonly certified?: readonly string[];
  /** The fields of the request that are certified, and its body. */
  readonly request?: {
    readonly fields: readonly (readonly [string, string])[];
    readonly body?: Uint8Array;
  };
}

/** What tests of a gateway serve unless they need something else. */
export const EXAMPLE_PAGE: CertifiedPage = {
  url: '/page',
  path: ['http_expr', 'page', '<$>'],
  expression: RESPONSE_ONLY,
  headers: [
    ['Content-Type', 'text/html'],
    ['Cache-Control', 'max-age=60'],
  ],
  certified: ['content-type', 'cache-control'],
  body: Uint8Array.from(Buffer.from('<h1>Certified</h1>')),
};

/** Puts pages into one tree. */
export function treeOfPages(pages: readonly CertifiedPage[]): Nested {
  const root = new Map<string, Nested>();
  for (const page of pages) {
    let at = root;
    for (const label of [...page.path.map((part) => key(part)), ...proofOf(page)]) {
      if (!at.has(label)) at.set(label, new Map());
      at = at.get(label) as Map<string, Nested>;
    }
    setLeaf(root, [...page.path.map((part) => key(part)), ...proofOf(page)]);
  }
  return root;
}

function setLeaf(root: Map<string, Nested>, path: readonly string[]): void {
  const parent = path.slice(0, -1).reduce((at, label) => at.get(label) as Map<string, Nested>, root);
  parent.set(path.at(-1) as string, new Uint8Array());
}

/** Labels below the expression path: hash of the expression, of the request, of the response. */
function proofOf(page: CertifiedPage): string[] {
  const expressionHash = key(sha(page.expression));
  if (page.expression === NO_CERTIFICATION) return [expressionHash];
  const fields: [string, string | number][] = [
    ['ic-certificateexpression', page.expression],
    [':ic-cert-status', page.status ?? 200],
  ];
  for (const [name, value] of page.headers) {
    if ((page.certified ?? []).includes(name.toLowerCase())) fields.push([name.toLowerCase(), value]);
  }
  const responseHash = sha(hashOfFields(fields), sha(page.body));
  const request = page.request;
  const requestHash = request && sha(hashOfFields(request.fields), sha(request.body ?? ''));
  return [expressionHash, requestHash === undefined ? '' : key(requestHash), key(responseHash)];
}

/** The certified data of a canister that serves the pages. */
export function certifiedData(tree: Nested): Uint8Array {
  return rootOf(treeOf(tree));
}

/** The page as the canister of the tests serves it, with the witness `tree` (whole unless given). */
export function servedPage(page: CertifiedPage, tree: unknown, version = 2): Page {
  const value = `certificate=:{certificate}:, tree=:${base64Cbor(tree)}:, version=${version}, expr_path=:${base64Cbor(page.path)}:`;
  return {
    status: page.status ?? 200,
    headers: [...page.headers, ['IC-CertificateExpression', page.expression], ['IC-Certificate', value]],
    parts: [page.body],
  };
}
