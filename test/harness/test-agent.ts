import { HttpAgent, type Identity } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import type { Subnet } from '@indus/subnet';

/** A stock agent that speaks to a subnet without a port; certificates and query signatures are verified. */
export async function testAgent(subnet: Subnet, identity: Identity = testIdentity(1)): Promise<HttpAgent> {
  return HttpAgent.create({
    host: 'http://127.0.0.1',
    fetch: (input, init) => subnet.fetch(input as string, init),
    identity,
    rootKey: subnet.rootKey,
    verifyQuerySignatures: true,
    retryTimes: 0,
  });
}

/** The identity with the given number. */
export function testIdentity(number: number): Ed25519KeyIdentity {
  return Ed25519KeyIdentity.generate(new Uint8Array(32).fill(number));
}
