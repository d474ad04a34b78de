import type { ReplicaInterface } from '../http/replica.ts';
import type { BodyBudget } from './body-budget.ts';
import { queryCanister } from './call-canister.ts';
import { encodeOpaque, malformed, type OpaqueValue } from './candid-reader.ts';
import { decodeBodyPart, type CanisterResponse } from './decode-response.ts';
import { CALLBACKS_MAX } from './gateway-limits.ts';

/**
 * The whole body of a response whose canister gives it in parts.
 * Bounds: CALLBACKS_MAX queries, BODY_BYTES_MAX bytes; callbacks of the same canister only.
 * Errors: GatewayRefusal 502, 503.
 * Source: HTTP gateway protocol, "Response Body Streaming".
 */
export async function streamBody(
  replica: ReplicaInterface,
  canister: Uint8Array,
  response: CanisterResponse,
  budget: BodyBudget,
): Promise<Uint8Array> {
  const { streaming } = response;
  if (streaming === undefined) return response.body;
  if (Buffer.compare(streaming.canister, canister) !== 0) {
    throw malformed('expected a callback of the same canister');
  }
  const body = budget.open();
  try {
    body.add(response.body);
    let token: OpaqueValue | undefined = streaming.token;
    for (let calls = 0; token !== undefined; calls++) {
      if (calls === CALLBACKS_MAX) throw malformed(`expected at most ${CALLBACKS_MAX} parts of a body`);
      const part = decodeBodyPart(await queryCanister(replica, streaming, encodeOpaque(token)));
      body.add(part.body);
      token = part.token;
    }
    return body.join();
  } finally {
    body.close();
  }
}
