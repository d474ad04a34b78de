/**
 * Prices on a subnet of 13 nodes. Units: cycles.
 * Source: IC cycle costs, "Cost table", "Threshold cryptography" and "HTTPS outcalls".
 */
const NODES = 13n;
const CALL_BASE = 260_000n;
const CALL_PER_BYTE = 1_000n;
const EXECUTION_BASE = 5_000_000n;
const EXECUTION_PER_INSTRUCTION = 1n;
/** Instructions of the longest response callback, paid in advance. */
const RESPONSE_INSTRUCTIONS = 40_000_000_000n;
/** Bytes of the largest response, paid in advance. */
export const RESPONSE_BYTES = 2 * 1024 * 1024;

/** Price of a new canister. */
export const COST_CREATE_CANISTER = 500_000_000_000n;

/** Price of a signature or a derived key, by the key's name. */
export const KEY_COSTS: ReadonlyMap<string, bigint> = new Map([
  ['dfx_test_key', 10_000_000_000n],
  ['test_key_1', 10_000_000_000n],
  ['key_1', 26_153_846_153n],
]);

/**
 * What a call sets aside: transmission of the request and of the largest response, and the longest callback.
 * Source: IC interface specification, "Cycle cost calculation"; dfinity/ic, cycles account manager (xnet_call_total_fee).
 */
export function costOfCall(methodBytes: number | bigint, payloadBytes: number | bigint): bigint {
  return (
    CALL_BASE +
    CALL_PER_BYTE * (BigInt(methodBytes) + BigInt(payloadBytes)) +
    costOfResponse(RESPONSE_BYTES) +
    costOfExecution(RESPONSE_INSTRUCTIONS)
  );
}

/** Price of executing a message. Source: published cycle costs, "Execution cost formula". */
export function costOfExecution(instructions: bigint): bigint {
  return EXECUTION_BASE + EXECUTION_PER_INSTRUCTION * instructions;
}

/** Price of transmitting a response. Units: bytes. */
export function costOfResponse(bytes: number): bigint {
  return CALL_PER_BYTE * BigInt(bytes);
}

/** Price of an HTTPS outcall. Units: bytes. */
export function costOfHttpRequest(requestBytes: bigint, responseBytes: bigint): bigint {
  return (3_000_000n + 60_000n * NODES) * NODES + (400n * requestBytes + 800n * responseBytes) * NODES;
}
