import { refuseReadState, type ReadStateRoute } from '../certification/read-state-access.ts';
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
  const refusal = refuseReadState(content, route, replica);
  if (refusal !== undefined) return textResponse(refusal.httpStatus, refusal.text);
  return cborResponse(new Map([['certificate', await replica.certificate(content.paths)]]));
}
