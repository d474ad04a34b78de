import { Actor, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';

const CanisterId = IDL.Record({ canister_id: IDL.Principal });
const InstallMode = IDL.Variant({
  install: IDL.Null,
  reinstall: IDL.Null,
  upgrade: IDL.Opt(
    IDL.Record({
      skip_pre_upgrade: IDL.Opt(IDL.Bool),
      wasm_memory_persistence: IDL.Opt(IDL.Variant({ keep: IDL.Null, replace: IDL.Null })),
    }),
  ),
});
const management: IDL.InterfaceFactory = () =>
  IDL.Service({
    provisional_create_canister_with_cycles: IDL.Func(
      [IDL.Record({ amount: IDL.Opt(IDL.Nat), specified_id: IDL.Opt(IDL.Principal) })],
      [CanisterId],
      [],
    ),
    install_code: IDL.Func(
      [
        IDL.Record({
          mode: InstallMode,
          canister_id: IDL.Principal,
          wasm_module: IDL.Vec(IDL.Nat8),
          arg: IDL.Vec(IDL.Nat8),
        }),
      ],
      [],
      [],
    ),
    uninstall_code: IDL.Func([CanisterId], [], []),
    start_canister: IDL.Func([CanisterId], [], []),
    stop_canister: IDL.Func([CanisterId], [], []),
    delete_canister: IDL.Func([CanisterId], [], []),
  });

/** The upgrade options a test cares for. */
export interface UpgradeOptions {
  readonly skipPreUpgrade?: boolean;
  readonly persistence?: 'keep' | 'replace';
}

/** The management canister through a stock agent, as a ministry's tool would use it. */
export function managementOf(agent: HttpAgent) {
  const actor = (effective: Principal) =>
    Actor.createActor(management, {
      agent,
      canisterId: Principal.managementCanister(),
      effectiveCanisterId: effective,
    });
  const call = (method: string, id: Principal, argument: object) =>
    (actor(id)[method] as (argument: object) => Promise<unknown>)(argument);
  return {
    async create(): Promise<Principal> {
      const anywhere = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');
      const created = await call('provisional_create_canister_with_cycles', anywhere, {
        amount: [],
        specified_id: [],
      });
      return (created as { canister_id: Principal }).canister_id;
    },
    install: (id: Principal, wasm: Uint8Array, argument: Uint8Array = new Uint8Array()) =>
      call('install_code', id, {
        mode: { install: null },
        canister_id: id,
        wasm_module: wasm,
        arg: argument,
      }),
    reinstall: (id: Principal, wasm: Uint8Array, argument: Uint8Array = new Uint8Array()) =>
      call('install_code', id, {
        mode: { reinstall: null },
        canister_id: id,
        wasm_module: wasm,
        arg: argument,
      }),
    upgrade: (
      id: Principal,
      wasm: Uint8Array,
      argument: Uint8Array = new Uint8Array(),
      options: UpgradeOptions = {},
    ) =>
      call('install_code', id, {
        mode: {
          upgrade: [
            {
              skip_pre_upgrade: options.skipPreUpgrade === undefined ? [] : [options.skipPreUpgrade],
              wasm_memory_persistence:
                options.persistence === undefined ? [] : [{ [options.persistence]: null }],
            },
          ],
        },
        canister_id: id,
        wasm_module: wasm,
        arg: argument,
      }),
    uninstall: (id: Principal) => call('uninstall_code', id, { canister_id: id }),
    start: (id: Principal) => call('start_canister', id, { canister_id: id }),
    stop: (id: Principal) => call('stop_canister', id, { canister_id: id }),
    remove: (id: Principal) => call('delete_canister', id, { canister_id: id }),
  };
}
