import type { ApiBodies, ApiHost } from './api-host.ts';
import { decodeText, readHeap, writeCycles } from './api-host.ts';
import { COST_CREATE_CANISTER, costOfCall, costOfHttpRequest, KEY_COSTS } from './cycle-costs.ts';

const SUCCESS = 0;
const INVALID_CURVE = 1;
const INVALID_KEY = 2;
const U64 = (1n << 64n) - 1n;
const U128 = (1n << 128n) - 1n;

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
  cost_sign_with_ecdsa: (host: ApiHost, src: number, size: number, curve: number, dst: number) =>
    keyCost(host, 'cost_sign_with_ecdsa', { src, size, dst, known: curve === 0 }),
  cost_sign_with_schnorr: (host: ApiHost, src: number, size: number, algorithm: number, dst: number) =>
    keyCost(host, 'cost_sign_with_schnorr', { src, size, dst, known: algorithm <= 1 }),
  cost_vetkd_derive_key: (host: ApiHost, src: number, size: number, curve: number, dst: number) =>
    keyCost(host, 'cost_vetkd_derive_key', { src, size, dst, known: curve === 0 }),
} satisfies ApiBodies;

interface KeyQuestion {
  readonly src: number;
  readonly size: number;
  readonly dst: number;
  /** The curve or algorithm exists. */
  readonly known: boolean;
}

function keyCost(host: ApiHost, name: string, { src, size, dst, known }: KeyQuestion): number {
  host.charge(size);
  const key = decodeText(readHeap(host, `ic0.${name} heap`, src, size), 'Failed to decode key name');
  readHeap(host, `ic0.${name} heap`, dst, 16);
  if (!known) return INVALID_CURVE;
  const cost = KEY_COSTS.get(key);
  if (cost === undefined) return INVALID_KEY;
  writeCycles(host, name, dst, cost);
  return SUCCESS;
}
