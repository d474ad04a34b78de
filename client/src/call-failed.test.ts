import { Cbor } from '@dfinity/agent';
import { expect, test } from 'vitest';
import { makeNetworkKey } from '../test-support/sign-state.ts';
import { connect } from './connection.ts';
import { readOrganisation } from './registry/read-organisation.ts';
import { openRegistry } from './registry/registry.ts';

/** A read over a network of which the state is answered as told, and queries are not answered at all. */
async function readOver(state: () => Promise<Response>): Promise<unknown> {
  const fetcher = (address: string | URL | Request): Promise<Response> =>
    String(address).endsWith('/read_state') ? state() : new Promise(() => undefined);
  const connection = connect({
    url: 'http://127.0.0.1:4943',
    rootKey: makeNetworkKey(7).rootKey,
    fetch: fetcher as typeof fetch,
  });
  const registry = openRegistry(connection, 'rwlgt-iiaaa-aaaaa-aaaaa-cai');
  return readOrganisation(registry, 1n).catch((error: unknown) => error);
}

test('a network that cannot be asked for the keys of its nodes is unreachable, not a forger', async () => {
  const failed = await readOver(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(failed).toMatchObject({ name: 'CallFailed', code: 'unreachable' });
});

test('keys of nodes that are not signed are a proof that does not hold', async () => {
  const unsigned = Cbor.encode({ certificate: Uint8Array.of(1, 2, 3) });
  const failed = await readOver(() => Promise.resolve(new Response(Uint8Array.from(unsigned))));
  expect(failed).toMatchObject({ name: 'ProofInvalid', fault: 'signature' });
});
