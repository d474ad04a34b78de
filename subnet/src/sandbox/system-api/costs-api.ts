import type { ApiBodies, ApiHost } from './api-host.ts';
import { decodeText, readHeap, writeCycles } from './api-host.ts';
import { COST_CREATE_CANISTER, costOfCall, costOfHttpRequest, KEY_COSTS } from './cycle-costs.ts';

const SUCCESS = 0;
const INVALID_CURVE = 1;
const INVALID_KEY = 2;
const U64 = (1n << 64n) - 1n;
const U128 = (1n << 128n) - 1n;

/** Address and size of the key's name, number of the curve or algorithm, destination. */
type KeyArguments = [src: number, size: number, curve: number, dst: number];

/** Source: IC interface specification, "Cycle cost calculation". */
export const costsApi = {
  cost_call: (host: ApiHost, methodBytes: bigint, payloadBytes: bigint, dst: number) =>
    writeCycles(host, 'cost_call', dst, costOfCall(methodBytes & U64, payloadBytes & U64)),
  cost_create_canister: (host: ApiHost, dst: number) =>
    writeCycles(host, 'cost_create_canister', dst, COST_CREATE_CANISTER),
  cost_http_request: (host: ApiHost, requestBytes: bigint, responseBytes: bigint, dst: number) =>
    writeCycles(
      host,
      'cost_http_request',
      dst,
      costOfHttpRequest(requestBytes & U64, responseBytes & U64) & U128,
    ),
  cost_sign_with_ecdsa: (host: ApiHost, ...args: KeyArguments) =>
    keyCost(host, 'cost_sign_with_ecdsa', args, 1),
  cost_sign_with_schnorr: (host: ApiHost, ...args: KeyArguments) =>
    keyCost(host, 'cost_sign_with_schnorr', args, 2),
  cost_vetkd_derive_key: (host: ApiHost, ...args: KeyArguments) =>
    keyCost(host, 'cost_vetkd_derive_key', args, 1),
} satisfies ApiBodies;

/** `curves`: how many curves or algorithms there are, numbered from 0. */
function keyCost(host: ApiHost, name: string, args: KeyArguments, curves: number): number {
  const [src, size, curve, dst] = args;
  host.charge(size);
  const key = decodeText(readHeap(host, `ic0.${name} heap`, src, size), 'Failed to decode key name');
  readHeap(host, `ic0.${name} heap`, dst, 16);
  if (curve >= curves) return INVALID_CURVE;
  const cost = KEY_COSTS.get(key);
  if (cost === undefined) return INVALID_KEY;
  writeCycles(host, name, dst, cost);
  return SUCCESS;
}
