/** What the fuzzer looks at from inside: readers of bytes, the pass over modules, signers for requests that are valid. */
export { InvariantError } from '../src/assert.ts';
export { createCertifier } from '../src/certification/create-certifier.ts';
export { decodeCbor } from '../src/codec/cbor-decode.ts';
export { encodeCbor, encodeSelfDescribed } from '../src/codec/cbor-encode.ts';
export { CborError } from '../src/codec/cbor-error.ts';
export type { CborMap, CborValue } from '../src/codec/cbor-value.ts';
export { blsKeyFromSeed } from '../src/crypto/bls.ts';
export {
  canisterSigner,
  delegationOf,
  ecdsaSigner,
  ed25519Signer,
  envelopeOf,
  webAuthnSigner,
  type Signer,
} from '../src/envelope/signer-fixture.ts';
export { hashTreeFromCbor } from '../src/hash-tree/hash-tree-cbor.ts';
export { rootHash } from '../src/hash-tree/hash-tree.ts';
export { isWellFormed, lookupPath } from '../src/hash-tree/lookup.ts';
export * as managementTypes from '../src/management/management-idl-table.ts';
export { selfAuthenticating } from '../src/principal.ts';
export { secretFor } from '../src/replica/subnet-identity.ts';
export { enableWasmFeatures } from '../src/wasm/enable-wasm-features.ts';
export { prepareModule } from '../src/wasm/prepare-module.ts';
export { PRIVATE_EXPORT, STORE_SLACK_BYTES, type PreparedModule } from '../src/wasm/prepared-module.ts';
export { Interpreter, Trapped } from '../src/wasm/program-interpreter.ts';
export { moduleText, program } from '../src/wasm/random-program.ts';
export { assemble, runModule } from '../src/wasm/run-prepared.ts';
