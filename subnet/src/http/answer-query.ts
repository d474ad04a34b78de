import { queryResponseFields, queryResponseMessage } from '../certification/query-signature.ts';
import type { CborValue } from '../codec/cbor-value.ts';
import { verifyQuery } from '../envelope/verify-envelope.ts';
import { checkEffectiveCanister, checkEffectiveSubnet } from './effective-id.ts';
import { cborResponse, type HttpResponse } from './http-message.ts';
import type { ReplicaInterface } from './replica.ts';

/** POST …/query: the answer, signed by the node. Source: IC interface specification, "Request: Query call". */
export async function answerQuery(
  replica: ReplicaInterface,
  route: { readonly scope: 'canister' | 'subnet'; readonly effective: Uint8Array },
  body: Uint8Array,
): Promise<HttpResponse> {
  const { rootKeyDer, subnetId } = replica;
  const content = verifyQuery(body, { nowNs: replica.now(), rootKeyDer, subnetId });
  if (route.scope === 'canister') checkEffectiveCanister(content, route.effective);
  else checkEffectiveSubnet('query', content, route.effective, subnetId);
  const answer = await replica.query(content, route.effective);
  const timestampNs = replica.now();
  const message = queryResponseMessage(answer, content.requestId, timestampNs);
  const { signature, nodeId } = replica.signAsNode(message);
  const nodeSignature = new Map<string, CborValue>([
    ['timestamp', timestampNs],
    ['signature', signature],
    ['identity', nodeId],
  ]);
  return cborResponse(new Map([...queryResponseFields(answer), ['signatures', [nodeSignature]]]));
}
