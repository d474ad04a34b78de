import { parsePrincipal } from '../principal.ts';
import { HttpError } from './http-error.ts';

/** What a path of the API names. Source: IC interface specification, "HTTPS interface". */
export type ApiRoute =
  | { readonly endpoint: 'status' }
  | {
      readonly endpoint: 'call' | 'query' | 'read_state';
      readonly version: 2 | 3 | 4;
      readonly scope: 'canister' | 'subnet';
      /** The effective canister id or effective subnet id. */
      readonly effective: Uint8Array;
    };

type Form = readonly [
  version: 2 | 3 | 4,
  scope: 'canister' | 'subnet',
  endpoint: 'call' | 'query' | 'read_state',
];

/** Every form that the specification knows. */
const FORMS: readonly Form[] = [
  [2, 'canister', 'call'],
  [3, 'canister', 'call'],
  [4, 'canister', 'call'],
  [4, 'subnet', 'call'],
  [2, 'canister', 'query'],
  [3, 'canister', 'query'],
  [3, 'subnet', 'query'],
  [2, 'canister', 'read_state'],
  [3, 'canister', 'read_state'],
  [2, 'subnet', 'read_state'],
  [3, 'subnet', 'read_state'],
];
const FORM_OF = new Map(FORMS.map((form) => [`v${form[0]}/${form[1]}/${form[2]}`, form]));

/** Bounds: characters of a principal in text: 29 bytes and a checksum in base 32 with dashes. */
const PRINCIPAL_CHARS_MAX = 63;

/** The path of a request target, without query and without the origin that proxies send. */
export function pathOf(target: string): string {
  const start = target.startsWith('/') ? 0 : originEnd(target);
  const query = target.indexOf('?', start);
  return target.slice(start, query < 0 ? undefined : query);
}

/** True for the paths that the API owns, known or not. */
export function isApiPath(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

/** The route of a path, undefined for an unknown one. Errors: HttpError 400 for an id that is no principal. */
export function parseApiRoute(path: string): ApiRoute | undefined {
  if (path === '/api/v2/status') return { endpoint: 'status' };
  const [root, api, version, scope, id, endpoint, ...rest] = path.split('/', 8);
  if (root !== '' || api !== 'api' || rest.length > 0) return undefined;
  const form = FORM_OF.get(`${version}/${scope}/${endpoint}`);
  if (form === undefined || id === undefined) return undefined;
  const effective = id.length <= PRINCIPAL_CHARS_MAX ? parsePrincipal(id) : undefined;
  if (effective === undefined)
    throw new HttpError(400, `Invalid path: expected a principal as ${form[1]} id`);
  return { endpoint: form[2], version: form[0], scope: form[1], effective };
}

function originEnd(target: string): number {
  const origin = /^https?:\/\/[^/?]*/i.exec(target);
  return origin === null ? 0 : origin[0].length;
}
