/** What the fuzzer looks at from inside: the readers of proofs. */
export { decodeCertificate } from '../src/verify/decode-certificate.ts';
export { decodeHashTree, digestHashTree, type HashTree } from '../src/verify/hash-tree.ts';
export { lookupPath, type Lookup } from '../src/verify/lookup.ts';
export { ProofInvalid } from '../src/proof-invalid.ts';
