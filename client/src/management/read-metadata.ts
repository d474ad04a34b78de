import type { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { lookupPath } from '../verify/lookup.ts';
import { verifyCertificate } from '../verify/verify-certificate.ts';

/**
 * A public metadata section of a canister's module, from the certified state; undefined when it is proven that there is
 * none. Errors: CallFailed, ProofInvalid.
 * Source: IC interface specification, "State tree", canister information.
 */
export async function readMetadata(
  connection: Connection,
  canisterId: Principal,
  name: string,
): Promise<Uint8Array | undefined> {
  const utf8 = new TextEncoder();
  const path = [
    utf8.encode('canister'),
    canisterId.toUint8Array(),
    utf8.encode('metadata'),
    utf8.encode(name),
  ];
  const answer = await exchange('read_state', () =>
    connection.agent.readState(canisterId, { paths: [path] }),
  );
  const state = await verifyCertificate(answer.certificate, canisterId, connection.trust);
  const found = lookupPath(state.tree, path);
  if (found.status === 'unknown') {
    throw new ProofInvalid('record', `expected a certificate that reveals the metadata ${name}`);
  }
  return found.status === 'found' ? found.value : undefined;
}
