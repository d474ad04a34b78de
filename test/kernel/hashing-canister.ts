import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { Actor } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { buildCanister } from '@indus/cli';
import { Subnet } from '@indus/subnet';

import { managementOf } from '../harness/canisters.ts';
import { testAgent } from '../harness/test-agent.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const NO_ARGUMENTS = Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 0, 0);
const Blob = IDL.Vec(IDL.Nat8);

/** The methods of `hashing.did`. */
export interface HashingMethods {
  hash(message: Uint8Array): Promise<Uint8Array>;
  hash_in_update(message: Uint8Array): Promise<Uint8Array>;
  hash_lengths(message: Uint8Array, from: number, to: number): Promise<Uint8Array>;
  fold_levels(kind: 'fork' | 'node', hash: Uint8Array, levels: Uint8Array): Promise<Uint8Array>;
  request(bytes: Uint8Array, offset: number, bufferSize: number): Promise<Uint8Array>;
  certify(data: Uint8Array): Promise<void>;
  certificate(): Promise<[Uint8Array] | []>;
  hooks(): Promise<[Uint8Array, Uint8Array]>;
  cost(operation: string, amount: number): Promise<bigint>;
  fill(count: number): Promise<void>;
  inspected(message: Uint8Array, hash: Uint8Array): Promise<void>;
}

/** The canister of this folder on an embedded subnet. */
export interface HashingCanister extends AsyncDisposable {
  readonly methods: HashingMethods;
  readonly kernelSha256: string | undefined;
  upgrade(): Promise<void>;
}

/** Builds the canister, starts a subnet and installs it there. */
export async function startHashingCanister(): Promise<HashingCanister> {
  const built = await buildCanister({ root, name: 'hashing' });
  const module = new Uint8Array(await readFile(built.wasmGzPath));
  const subnet = await Subnet.start();
  const agent = await testAgent(subnet);
  const management = managementOf(agent);
  const canisterId = await management.create();
  await management.install(canisterId, module, NO_ARGUMENTS);
  const methods = Actor.createActor<HashingMethods>(
    () =>
      IDL.Service({
        hash: IDL.Func([Blob], [Blob], ['query']),
        hash_in_update: IDL.Func([Blob], [Blob], []),
        hash_lengths: IDL.Func([Blob, IDL.Nat32, IDL.Nat32], [Blob], ['query']),
        fold_levels: IDL.Func([IDL.Text, Blob, Blob], [Blob], ['query']),
        request: IDL.Func([Blob, IDL.Nat32, IDL.Nat32], [Blob], ['query']),
        certify: IDL.Func([Blob], [], []),
        certificate: IDL.Func([], [IDL.Opt(Blob)], ['query']),
        hooks: IDL.Func([], [IDL.Tuple(Blob, Blob)], ['query']),
        cost: IDL.Func([IDL.Text, IDL.Nat32], [IDL.Nat64], ['query']),
        fill: IDL.Func([IDL.Nat32], [], []),
        inspected: IDL.Func([Blob, Blob], [], []),
      }),
    { agent, canisterId },
  );
  return {
    methods,
    kernelSha256: built.kernelSha256,
    upgrade: async () => {
      await management.upgrade(canisterId, module, NO_ARGUMENTS);
    },
    [Symbol.asyncDispose]: () => subnet.stop(),
  };
}
