import { IDL } from '@dfinity/candid';
import { init, type IdentityInit } from '../generated/identity.ts';

/** The argument that an identity provider is installed or upgraded with; what is left out keeps its value. */
export function encodeIdentityInit(config: Partial<IdentityInit> = {}): Uint8Array {
  const all: IdentityInit = { anchors: [], register_rate_limit: [], registry: [], ...config };
  return IDL.encode(init({ IDL }), [[all]]);
}
