import {
  refuseReadState,
  type ReadStateRoute,
  type ReadStateSource,
} from '../certification/read-state-access.ts';
import { verifyReadState } from '../envelope/verify-envelope.ts';
import { checkSubnetId } from './effective-id.ts';
import { cborResponse, textResponse, type HttpResponse } from './http-message.ts';
import type { ReplicaInterface } from './replica.ts';

/** POST …/read_state: a certificate for the paths. Source: IC interface specification, "Request: Read state". */
export async function answerReadState(
  replica: ReplicaInterface,
  route: ReadStateRoute,
  body: Uint8Array,
): Promise<HttpResponse> {
  const { rootKeyDer, subnetId } = replica;
  const content = verifyReadState(body, { nowNs: replica.now(), rootKeyDer, subnetId });
  if (route.scope === 'subnet') checkSubnetId(route.effective, subnetId);
  const refusal = refuseReadState(content, route, sourceAt(replica, route.effective));
  if (refusal !== undefined) return textResponse(refusal.httpStatus, refusal.text);
  return cborResponse(new Map([['certificate', await replica.certificate(content.paths)]]));
}

/**
 * The replica as the access rules see it. A call of the management canister is read at the canister that it was about,
 * which is not kept: for such a request any id will do, and its sender stays the one who may read.
 */
function sourceAt(replica: ReplicaInterface, effective: Uint8Array): ReadStateSource {
  return {
    subnetId: replica.subnetId,
    metadataVisibility: (canister, name, caller) => replica.metadataVisibility(canister, name, caller),
    requestOrigin: (requestId) => {
      const origin = replica.requestOrigin(requestId);
      return origin?.canister.length === 0 ? { ...origin, canister: effective } : origin;
    },
  };
}
