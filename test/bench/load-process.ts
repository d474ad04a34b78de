import { Cbor, Certificate, lookupResultToBuffer } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';

import { HttpConnection, postRequest, type HttpAnswer } from './http-connection.ts';
import { newSigner, signRequest, type SignedRequest } from './signed-requests.ts';

/** One block of requests, signed before the time is taken. */
export interface LoadOrder {
  readonly port: number;
  readonly rootKey: Uint8Array;
  readonly canister: string;
  readonly kind: 'call' | 'query';
  readonly method: string;
  readonly argument: Uint8Array;
  readonly clients: number;
  readonly count: number;
}

/** Units: seconds; latencies in milliseconds. `verified`: certificates checked with the stock agent, after the block. */
export interface LoadResult {
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly verified: number;
}

/** Every so many answers, one is verified. */
const VERIFIED_EVERY = 100;

async function runBlock(order: LoadOrder): Promise<LoadResult> {
  const signer = newSigner();
  const canister = Principal.fromText(order.canister);
  const path = `/api/${order.kind === 'call' ? 'v4' : 'v3'}/canister/${order.canister}/${order.kind}`;
  const signed = Array.from({ length: order.count }, () => signRequest({ ...order, canister }, signer));
  const requests = signed.map(({ body }) => postRequest(path, body));
  const latencies = new Float64Array(order.count);
  const answers: HttpAnswer[] = [];
  let next = 0;
  const connections = await Promise.all(
    Array.from({ length: order.clients }, () => HttpConnection.open(order.port)),
  );
  const started = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let at = next++; at < order.count; at = next++) {
        const sent = performance.now();
        const answer = await connection.send(requests[at] as Buffer);
        latencies[at] = performance.now() - sent;
        if (answer.status !== 200) throw new Error(`expected status 200, got ${answer.status}`);
        if (at % VERIFIED_EVERY === 0) answers[at] = answer;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  connections.forEach((connection) => connection.close());
  const verified = await verifyAnswers(order, signed, answers);
  latencies.sort();
  const at = (share: number): number => latencies[Math.ceil(order.count * share) - 1] as number;
  return { seconds, p50Ms: at(0.5), p99Ms: at(0.99), verified };
}

/** A load that is answered wrongly measures nothing: its certificates must verify and say `replied`. */
async function verifyAnswers(
  order: LoadOrder,
  signed: readonly SignedRequest[],
  answers: readonly HttpAnswer[],
): Promise<number> {
  let verified = 0;
  for (const [at, answer] of answers.entries()) {
    if (answer === undefined) continue;
    const body = Cbor.decode<{ status: string; certificate?: Uint8Array }>(new Uint8Array(answer.body));
    if (body.status !== 'replied') throw new Error(`expected "replied", got "${body.status}"`);
    if (order.kind === 'query') continue;
    const certificate = await Certificate.create({
      certificate: body.certificate as Uint8Array,
      rootKey: order.rootKey,
      canisterId: Principal.fromText(order.canister),
    });
    const path = ['request_status', (signed[at] as SignedRequest).id, 'status'];
    const status = lookupResultToBuffer(certificate.lookup_path(path as never));
    if (status === undefined || Buffer.from(status).toString() !== 'replied')
      throw new Error('expected a certificate of a reply');
    verified++;
  }
  return verified;
}

process.on('message', (order: LoadOrder) => {
  runBlock(order).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
