import type { CborValue } from '../codec/cbor-value.ts';
import { cborResponse, type HttpResponse } from './http-message.ts';
import type { ReplicaInterface } from './replica.ts';

/** What the status calls this implementation. */
const IMPLEMENTATION_VERSION = '0.1.0';
/** Older agents want this field; the word is the specification's for one that follows no numbered version of it. */
const API_VERSION = 'unversioned';

/** GET /api/v2/status. Source: IC interface specification, "Status endpoint". */
export function answerStatus(replica: ReplicaInterface): HttpResponse {
  return cborResponse(
    new Map<string, CborValue>([
      ['ic_api_version', API_VERSION],
      ['root_key', replica.rootKeyDer],
      ['impl_version', IMPLEMENTATION_VERSION],
      ['replica_health_status', replica.health()],
    ]),
  );
}
