import { Actor, type ActorSubclass } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { secp256k1 } from '@noble/curves/secp256k1';
import { DerivedPublicKey, EncryptedVetKey, TransportSecretKey } from '@dfinity/vetkeys';
import { Subnet } from '@indus/subnet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managementOf } from '../harness/canisters.ts';
import { compileMotoko } from '../harness/motoko.ts';
import { testAgent } from '../harness/test-agent.ts';

/** Types and calls as a developer writes them from ic.did; the compiler does the encoding. */
const SIGNER = `
persistent actor {
  type EcdsaKey = { curve : { #secp256k1 }; name : Text };
  type VetKdKey = { curve : { #bls12_381_g2 }; name : Text };
  transient let ic = actor "aaaaa-aa" : actor {
    ecdsa_public_key : { canister_id : ?Principal; derivation_path : [Blob]; key_id : EcdsaKey } ->
      async { public_key : Blob; chain_code : Blob };
    sign_with_ecdsa : { message_hash : Blob; derivation_path : [Blob]; key_id : EcdsaKey } ->
      async { signature : Blob };
    vetkd_public_key : { canister_id : ?Principal; context : Blob; key_id : VetKdKey } ->
      async { public_key : Blob };
    vetkd_derive_key : { input : Blob; context : Blob; transport_public_key : Blob; key_id : VetKdKey } ->
      async { encrypted_key : Blob };
  };
  transient let ecdsa : EcdsaKey = { curve = #secp256k1; name = "test_key_1" };
  transient let vetkd : VetKdKey = { curve = #bls12_381_g2; name = "test_key_1" };
  public func sign(hash : Blob) : async (Blob, Blob) {
    let path : [Blob] = ["records"];
    let key = await ic.ecdsa_public_key({ canister_id = null; derivation_path = path; key_id = ecdsa });
    let signed = await (with cycles = 30_000_000_000) ic.sign_with_ecdsa({
      message_hash = hash; derivation_path = path; key_id = ecdsa;
    });
    (key.public_key, signed.signature)
  };
  public func derive(input : Blob, transport : Blob) : async (Blob, Blob) {
    let key = await ic.vetkd_public_key({ canister_id = null; context = "records"; key_id = vetkd });
    let derived = await (with cycles = 30_000_000_000) ic.vetkd_derive_key({
      input; context = "records"; transport_public_key = transport; key_id = vetkd;
    });
    (key.public_key, derived.encrypted_key)
  };
};`;

const blob = IDL.Vec(IDL.Nat8);
const signerIdl: IDL.InterfaceFactory = () =>
  IDL.Service({
    sign: IDL.Func([blob], [blob, blob], []),
    derive: IDL.Func([blob, blob], [blob, blob], []),
  });

describe('a Motoko canister', () => {
  let subnet: Subnet;
  let signer: ActorSubclass<Record<string, (...blobs: Uint8Array[]) => Promise<[Uint8Array, Uint8Array]>>>;

  beforeAll(async () => {
    subnet = await Subnet.start({ clock: 'manual' });
    const agent = await testAgent(subnet);
    const management = managementOf(agent);
    const canisterId = await management.create();
    await management.install(canisterId, compileMotoko(SIGNER));
    signer = Actor.createActor(signerIdl, { agent, canisterId });
  });
  afterAll(() => subnet.stop());

  test('signs with ECDSA', async () => {
    const hash = new Uint8Array(32).fill(0x5a);
    const [publicKey, signature] = (await signer['sign']?.(hash)) ?? [];
    if (publicKey === undefined || signature === undefined) expect.fail('expected a key and a signature');
    expect(secp256k1.verify(signature, hash, publicKey, { prehash: false, lowS: true })).toBe(true);
  });

  test('derives a vetKey that the client library accepts', async () => {
    const transport = TransportSecretKey.random();
    const input = new Uint8Array(Buffer.from('ayesha'));
    const [publicKey, encrypted] = (await signer['derive']?.(input, transport.publicKeyBytes())) ?? [];
    if (publicKey === undefined || encrypted === undefined) expect.fail('expected two keys');
    const vetKey = EncryptedVetKey.deserialize(encrypted).decryptAndVerify(
      transport,
      DerivedPublicKey.deserialize(publicKey),
      input,
    );
    expect(vetKey.signatureBytes()).toHaveLength(48);
  });
});
