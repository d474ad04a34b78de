/* eslint-disable */
// Made from canisters/identity/identity.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import { IDL } from '@dfinity/candid';

/** Candid types of the records that travel as blobs. */
export const recordTypes = (() => {
  const Timestamp = IDL.Nat64;
  const FrontendHostname = IDL.Text;
  const Statement = IDL.Record({
    'tells' : IDL.Variant({
      'credential' : IDL.Record({
        'blinded_commitment' : IDL.Vec(IDL.Nat8),
        'class' : IDL.Text,
        'issuer' : IDL.Nat64,
        'issued_at_ns' : Timestamp,
        'expires_at_ns' : IDL.Opt(Timestamp),
      }),
      'same_person' : IDL.Record({
        'subject' : IDL.Principal,
        'origin' : FrontendHostname,
      }),
    }),
    'subject' : IDL.Principal,
    'origin' : FrontendHostname,
    'issued_at_ns' : Timestamp,
    'expires_at_ns' : Timestamp,
  });
  
  return { Statement };
})();
