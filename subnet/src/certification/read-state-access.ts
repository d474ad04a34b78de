import { isUtf8 } from 'node:buffer';
import type { ReadStateContent } from '../envelope/content.ts';
import type { ReplicaInterface } from '../http/replica.ts';

/** Bounds of a request. Source: IC interface specification, "Request: Read state". */
export const PATHS_MAX = 1000;
export const PATH_LABELS_MAX = 127;

/** Where the request came in: `effective` is the principal in the URL. */
export interface ReadStateRoute {
  readonly scope: 'canister' | 'subnet';
  readonly version: 2 | 3 | 4;
  readonly effective: Uint8Array;
}

/** Why a request may not read what it asks for; the text is the body of the response. */
export interface ReadStateRefusal {
  readonly httpStatus: 400 | 403 | 404;
  readonly text: string;
}

/** What the rules look up in the state. */
export type ReadStateSource = Pick<ReplicaInterface, 'subnetId' | 'requestOrigin' | 'metadataVisibility'>;

/**
 * May the sender read all the paths here? Undefined when it may, else the first reason against.
 * Source: IC interface specification, "Request: Read state" and "Certified state reads".
 */
export function refuseReadState(
  content: ReadStateContent,
  route: ReadStateRoute,
  source: ReadStateSource,
): ReadStateRefusal | undefined {
  const { paths } = content;
  if (paths.length > PATHS_MAX) {
    return { httpStatus: 400, text: `Too many paths: expected at most ${PATHS_MAX}, got ${paths.length}` };
  }
  const tooLong = paths.find((path) => path.length > PATH_LABELS_MAX);
  if (tooLong) {
    const text = `Path too long: expected at most ${PATH_LABELS_MAX} labels, got ${tooLong.length}`;
    return { httpStatus: 400, text };
  }
  for (const prefix of ['request_status', 'canister_ranges']) {
    if (new Set(paths.filter((path) => is(path[0], prefix)).map((path) => hex(path[1]))).size > 1) {
      return { httpStatus: 400, text: `All paths with the prefix /${prefix} must be for one id` };
    }
  }
  for (const path of paths) {
    const refusal = refusePath(path, content, route, source);
    if (refusal) return refusal;
  }
  return undefined;
}

type PathRule = (
  path: readonly Uint8Array[],
  content: ReadStateContent,
  route: ReadStateRoute,
  source: ReadStateSource,
) => ReadStateRefusal | undefined;

const REQUEST_ID_BYTES = 32;
const UNKNOWN_PATH: ReadStateRefusal = { httpStatus: 404, text: 'Invalid path requested' };
const BOUNDARY_FIELDS = ['domain', 'ipv4_address', 'ipv6_address'];
const REQUEST_FIELDS = ['status', 'reply', 'reject_code', 'reject_message', 'error_code'];
const CANISTER_FIELDS = [
  'module_hash',
  'controllers',
  'canister_creation_timestamp',
  'last_install_timestamp',
];

const RULES: readonly (readonly [first: string, rule: PathRule])[] = [
  ['time', (path) => allowIf(path.length === 1)],
  [
    'api_boundary_nodes',
    (path) => allowIf(path.length < 3 || (path.length === 3 && isOne(path[2], BOUNDARY_FIELDS))),
  ],
  ['canister_ranges', (path, _, route) => allowIf(path.length === 2 && route.scope === 'subnet')],
  ['subnet', refuseSubnetPath],
  ['request_status', refuseRequestPath],
  ['canister', refuseCanisterPath],
];

function refusePath(...args: Parameters<PathRule>): ReadStateRefusal | undefined {
  const rule = RULES.find(([first]) => is(args[0][0], first));
  return rule === undefined ? UNKNOWN_PATH : rule[1](...args);
}

/** The one subnet is the root subnet. Its metrics are not kept, so their path proves their absence. */
function refuseSubnetPath(...[path, , route, source]: Parameters<PathRule>): ReadStateRefusal | undefined {
  const [, subnet, field, node, key] = path;
  if (path.length <= 2 || subnet === undefined) return undefined;
  if (is(field, 'node')) return allowIf(path.length <= 4 || (path.length === 5 && is(key, 'public_key')));
  if (path.length !== 3 || node !== undefined) return UNKNOWN_PATH;
  if (is(field, 'canister_ranges')) return allowIf(route.version === 2 || equal(subnet, source.subnetId));
  if (is(field, 'metrics')) return allowIf(route.scope === 'subnet' && equal(subnet, route.effective));
  return allowIf(isOne(field, ['public_key', 'type']));
}

function refuseRequestPath(
  ...[path, content, route, source]: Parameters<PathRule>
): ReadStateRefusal | undefined {
  const [, id, field] = path;
  if (id === undefined || path.length > 3 || (path.length === 3 && !isOne(field, REQUEST_FIELDS)))
    return UNKNOWN_PATH;
  if (id.length !== REQUEST_ID_BYTES) {
    const text = `Invalid request id: expected ${REQUEST_ID_BYTES} bytes, got ${id.length}`;
    return { httpStatus: 400, text };
  }
  const origin = source.requestOrigin(id);
  if (origin === undefined) return undefined;
  if (!equal(origin.sender, content.sender)) {
    return { httpStatus: 403, text: 'The request status can be read by the sender of the request only' };
  }
  if (route.scope === 'canister' && !equal(origin.effectiveCanister, route.effective)) {
    return { httpStatus: 403, text: 'The request was made at another effective canister id' };
  }
  if (content.targets !== undefined && !content.targets.some((target) => equal(target, origin.canister))) {
    return { httpStatus: 403, text: 'The delegation is not for the canister of the request' };
  }
  return undefined;
}

function refuseCanisterPath(
  ...[path, content, route, source]: Parameters<PathRule>
): ReadStateRefusal | undefined {
  const [, canister, field, name] = path;
  if (canister === undefined || route.scope !== 'canister') return UNKNOWN_PATH;
  const isField = path.length === 3 && isOne(field, CANISTER_FIELDS);
  const isMetadata = path.length === 4 && is(field, 'metadata');
  if (!isField && !isMetadata) return UNKNOWN_PATH;
  if (!equal(canister, route.effective)) {
    return { httpStatus: 400, text: 'The canister id in the path is not the effective canister id' };
  }
  if (!isMetadata || name === undefined) return undefined;
  if (!isUtf8(name)) return { httpStatus: 400, text: 'The name of a metadata section must be UTF-8' };
  const visible = source.metadataVisibility(canister, Buffer.from(name).toString('utf8'), content.sender);
  if (visible !== false) return undefined;
  return { httpStatus: 403, text: 'The metadata section can be read by controllers of the canister only' };
}

function allowIf(allowed: boolean): ReadStateRefusal | undefined {
  return allowed ? undefined : UNKNOWN_PATH;
}

function is(label: Uint8Array | undefined, text: string): boolean {
  return (
    label !== undefined && label.length === text.length && Buffer.from(label).toString('latin1') === text
  );
}

function isOne(label: Uint8Array | undefined, texts: readonly string[]): boolean {
  return texts.some((text) => is(label, text));
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function hex(label: Uint8Array | undefined): string {
  return label === undefined ? 'none' : Buffer.from(label).toString('hex');
}
