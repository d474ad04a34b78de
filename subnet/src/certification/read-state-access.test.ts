import { describe, expect, it } from 'vitest';
import { PATH_LABELS_MAX, PATHS_MAX, refuseReadState, type ReadStateRoute } from './read-state-access.ts';

const subnetId = Uint8Array.of(1, 1);
const canister = Uint8Array.of(5);
const other = Uint8Array.of(6);
const user = Uint8Array.of(2);
const stranger = Uint8Array.of(3);
const own = new Uint8Array(32).fill(1);
const foreign = new Uint8Array(32).fill(2);
const unknown = new Uint8Array(32).fill(3);
const elsewhere = new Uint8Array(32).fill(4);
const managed = new Uint8Array(32).fill(5);
const management = new Uint8Array();

const source = {
  subnetId,
  requestOrigin: (id: Uint8Array) => {
    if (id[0] === 1) return { sender: user, canister, effectiveCanister: canister };
    if (id[0] === 2) return { sender: stranger, canister, effectiveCanister: canister };
    if (id[0] === 4) return { sender: user, canister: other, effectiveCanister: other };
    return id[0] === 5 ? { sender: user, canister: management, effectiveCanister: canister } : undefined;
  },
  metadataVisibility: (_canister: Uint8Array, name: string, caller: Uint8Array) => {
    if (name === 'public') return true;
    return name === 'private' ? caller === user : undefined;
  },
};

type Label = string | Uint8Array;
const at = (scope: 'canister' | 'subnet', version: 2 | 3 = 3): ReadStateRoute => ({
  scope,
  version,
  effective: scope === 'canister' ? canister : subnetId,
});

function ask(
  paths: readonly (readonly Label[])[],
  route: ReadStateRoute = at('canister'),
  extra: { readonly sender?: Uint8Array; readonly targets?: readonly Uint8Array[] } = {},
): number | undefined {
  const labels = paths.map((path) =>
    path.map((label) => (typeof label === 'string' ? Buffer.from(label) : label)),
  );
  const content = { requestId: own, sender: user, ingressExpiryNs: 0n, paths: labels, ...extra };
  return refuseReadState(content, route, source)?.httpStatus;
}

describe('refuseReadState', () => {
  it.each<readonly [readonly Label[]]>([
    [['time']],
    [['api_boundary_nodes']],
    [['api_boundary_nodes', user]],
    [['api_boundary_nodes', user, 'domain']],
    [['subnet']],
    [['subnet', subnetId]],
    [['subnet', subnetId, 'public_key']],
    [['subnet', subnetId, 'type']],
    [['subnet', subnetId, 'canister_ranges']],
    [['subnet', subnetId, 'node']],
    [['subnet', subnetId, 'node', user]],
    [['subnet', subnetId, 'node', user, 'public_key']],
    [['request_status', own]],
    [['request_status', own, 'status']],
    [['request_status', own, 'reply']],
    [['request_status', own, 'reject_code']],
    [['request_status', own, 'reject_message']],
    [['request_status', own, 'error_code']],
    [['request_status', unknown, 'status']],
    [['request_status', managed, 'status']],
    [['canister', canister, 'module_hash']],
    [['canister', canister, 'controllers']],
    [['canister', canister, 'canister_creation_timestamp']],
    [['canister', canister, 'last_install_timestamp']],
    [['canister', canister, 'metadata', 'public']],
    [['canister', canister, 'metadata', 'private']],
    [['canister', canister, 'metadata', 'none']],
  ])('allows %s at the canister', (path) => {
    expect(ask([path])).toBeUndefined();
  });

  it.each<readonly [readonly Label[], number]>([
    [[], 404],
    [['unknown'], 404],
    [['time', 'x'], 404],
    [['canister'], 404],
    [['canister', canister], 404],
    [['canister', canister, 'certified_data'], 404],
    [['canister', canister, 'metadata'], 404],
    [['canister', canister, 'metadata', 'public', 'x'], 404],
    [['canister', canister, 'metadata', Uint8Array.of(0xff)], 400],
    [['canister', other, 'module_hash'], 400],
    [['canister', other, 'metadata', 'public'], 400],
    [['request_status'], 404],
    [['request_status', new Uint8Array(31)], 400],
    [['request_status', new Uint8Array(33), 'status'], 400],
    [['request_status', own, 'other'], 404],
    [['request_status', own, 'status', 'x'], 404],
    [['request_status', foreign], 403],
    [['request_status', elsewhere], 403],
    [['canister_ranges', subnetId], 404],
    [['subnet', subnetId, 'metrics'], 404],
    [['subnet', subnetId, 'other'], 404],
    [['subnet', subnetId, 'type', 'x'], 404],
    [['subnet', subnetId, 'node', user, 'other'], 404],
    [['subnet', other, 'canister_ranges'], 404],
    [['api_boundary_nodes', user, 'other'], 404],
  ])('refuses %s at the canister with %d', (path, status) => {
    expect(ask([path])).toBe(status);
    expect(ask([['time'], path])).toBe(status);
  });

  it('at the subnet, ranges and metrics may be read, canisters may not', () => {
    expect(ask([['canister_ranges', subnetId]], at('subnet'))).toBeUndefined();
    expect(ask([['canister_ranges']], at('subnet'))).toBe(404);
    expect(ask([['subnet', subnetId, 'metrics']], at('subnet'))).toBeUndefined();
    expect(ask([['subnet', other, 'metrics']], at('subnet'))).toBe(404);
    expect(ask([['canister', canister, 'module_hash']], at('subnet'))).toBe(404);
    expect(ask([['request_status', foreign]], at('subnet'))).toBe(403);
  });

  it('ranges of another subnet can be asked for in version 2 only', () => {
    expect(ask([['subnet', other, 'canister_ranges']], at('canister', 2))).toBeUndefined();
    expect(ask([['subnet', other, 'canister_ranges']], at('subnet', 2))).toBeUndefined();
    expect(ask([['subnet', other, 'canister_ranges']], at('subnet', 3))).toBe(404);
  });

  it('private metadata is for controllers', () => {
    const path = ['canister', canister, 'metadata', 'private'];
    expect(ask([path], at('canister'), { sender: stranger })).toBe(403);
    expect(
      ask([['canister', canister, 'metadata', 'public']], at('canister'), { sender: stranger }),
    ).toBeUndefined();
  });

  it('statuses of one request at a time, ranges of one subnet at a time', () => {
    const two = (id: Uint8Array) => [
      ['request_status', own, 'status'],
      ['request_status', id, 'reply'],
    ];
    expect(ask(two(own))).toBeUndefined();
    expect(ask(two(unknown))).toBe(400);
    const ranges = [
      ['canister_ranges', subnetId],
      ['canister_ranges', other],
    ];
    expect(ask(ranges, at('subnet'))).toBe(400);
  });

  it('a delegation with targets reads requests to its targets only', () => {
    expect(ask([['request_status', own]], at('canister'), { targets: [other, canister] })).toBeUndefined();
    expect(ask([['request_status', own]], at('canister'), { targets: [other] })).toBe(403);
    expect(ask([['request_status', managed]], at('canister'), { targets: [management] })).toBeUndefined();
    expect(ask([['request_status', managed]], at('canister'), { targets: [canister] })).toBe(403);
    expect(ask([['time']], at('canister'), { targets: [] })).toBeUndefined();
  });

  it('1000 paths of 127 labels are looked at, one more is refused', () => {
    expect(ask(Array.from({ length: PATHS_MAX }, () => ['time']))).toBeUndefined();
    expect(ask(Array.from({ length: PATHS_MAX + 1 }, () => ['time']))).toBe(400);
    const long = (size: number): Label[] => ['time', ...Array.from({ length: size - 1 }, () => 'x')];
    expect(ask([long(PATH_LABELS_MAX)])).toBe(404);
    expect(ask([long(PATH_LABELS_MAX + 1)])).toBe(400);
  });
});
