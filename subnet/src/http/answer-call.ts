import type { CborValue } from '../codec/cbor-value.ts';
import { verifyCall } from '../envelope/verify-envelope.ts';
import { INGRESS_PAYLOAD_BYTES_MAX } from '../limits.ts';
import type { Reject } from '../reject.ts';
import { checkEffectiveCanister, checkEffectiveSubnet } from './effective-id.ts';
import { HttpError } from './http-error.ts';
import { cborResponse, emptyResponse, type HttpResponse } from './http-message.ts';
import type { ReplicaInterface } from './replica.ts';

/**
 * POST …/call: version 2 answers at once, 3 and 4 wait for the certificate.
 * Source: IC interface specification, "Request: Call" and "Request: Asynchronous Call".
 */
export async function answerCall(
  replica: ReplicaInterface,
  route: {
    readonly version: 2 | 3 | 4;
    readonly scope: 'canister' | 'subnet';
    readonly effective: Uint8Array;
  },
  body: Uint8Array,
  waitMs: number,
): Promise<HttpResponse> {
  const { rootKeyDer, subnetId } = replica;
  const content = verifyCall(body, { nowNs: replica.now(), rootKeyDer, subnetId });
  if (route.scope === 'canister') checkEffectiveCanister(content, route.effective);
  else checkEffectiveSubnet('call', content, route.effective, subnetId);
  if (content.argument.length > INGRESS_PAYLOAD_BYTES_MAX) {
    throw new HttpError(
      413,
      `Request too large: expected at most ${INGRESS_PAYLOAD_BYTES_MAX} bytes of argument, got ${content.argument.length}`,
    );
  }
  const result = await replica.submit(content, route.effective, route.version === 2 ? 0 : waitMs);
  switch (result.kind) {
    case 'refused':
      return cborResponse(refusal(route.version, result.reject));
    case 'accepted':
      return emptyResponse(202);
    case 'certified':
      if (route.version === 2) return emptyResponse(202);
      return cborResponse(
        new Map<string, CborValue>([
          ['status', 'replied'],
          ['certificate', result.certificate],
        ]),
      );
  }
}

function refusal(version: 2 | 3 | 4, reject: Reject): Map<string, CborValue> {
  const fields: [string, CborValue][] = [
    ['reject_code', reject.code],
    ['reject_message', reject.message],
    ['error_code', reject.errorCode],
  ];
  return new Map(version === 2 ? fields : [['status', 'non_replicated_rejection'], ...fields]);
}
