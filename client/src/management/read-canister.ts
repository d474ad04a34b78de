import { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { CborReader } from '../verify/cbor-reader.ts';
import { lookupPath } from '../verify/lookup.ts';
import { verifyCertificate } from '../verify/verify-certificate.ts';

/** What the subnet certifies about a canister to everyone. */
export interface CanisterOnRecord {
  readonly controllers: readonly Principal[];
  /** SHA-256 of the module as it was sent; absent while the canister is empty. */
  readonly module_hash?: Uint8Array;
  /** Time of the certificate. Units: nanoseconds since 1970-01-01 UTC. */
  readonly time_ns: bigint;
}

/**
 * Controllers and module of a canister, from the certified state; undefined when it is proven that it does not exist.
 * Errors: CallFailed, ProofInvalid.
 * Source: IC interface specification, "State tree", canister information.
 */
export async function readCanister(
  connection: Connection,
  canisterId: Principal,
): Promise<CanisterOnRecord | undefined> {
  const utf8 = new TextEncoder();
  const path = (field: string): Uint8Array[] => [
    utf8.encode('canister'),
    canisterId.toUint8Array(),
    utf8.encode(field),
  ];
  const answer = await exchange('read_state', () =>
    connection.agent.readState(canisterId, { paths: [path('controllers'), path('module_hash')] }),
  );
  const state = await verifyCertificate(answer.certificate, canisterId, connection.trust);
  const controllers = lookupPath(state.tree, path('controllers'));
  const moduleHash = lookupPath(state.tree, path('module_hash'));
  if (controllers.status === 'unknown' || moduleHash.status === 'unknown') {
    throw new ProofInvalid('record', 'expected a certificate that reveals controllers and module hash');
  }
  if (controllers.status === 'absent') return undefined;
  return {
    controllers: readPrincipals(controllers.value),
    time_ns: state.time_ns,
    ...(moduleHash.status === 'found' ? { module_hash: moduleHash.value } : {}),
  };
}

function readPrincipals(bytes: Uint8Array): Principal[] {
  const reader = new CborReader(bytes);
  reader.selfDescribed();
  const principals: Principal[] = [];
  for (let left = reader.array(); left > 0; left--) principals.push(Principal.fromUint8Array(reader.bytes()));
  reader.end();
  return principals;
}
