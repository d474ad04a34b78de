/* eslint-disable */
// Made from client/candid/management.did by @icp-sdk/bindgen 0.3.0: run "npm run generate", do not edit.

import type { ActorMethod } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { IDL } from '@dfinity/candid';

export interface CanisterSettings {
  'freezing_threshold' : [] | [bigint],
  'controllers' : [] | [Array<Principal>],
  'wasm_memory_limit' : [] | [bigint],
}
export interface CanisterStatus {
  'status' : { 'stopped' : null } |
    { 'stopping' : null } |
    { 'running' : null },
  'memory_size' : bigint,
  'version' : bigint,
  'cycles' : bigint,
  'settings' : { 'controllers' : Array<Principal> },
  'module_hash' : [] | [Uint8Array],
}
export interface ChunkHash { 'hash' : Uint8Array }
export type InstallMode = { 'reinstall' : null } |
  {
    'upgrade' : [] | [
      {
        'wasm_memory_persistence' : [] | [
          { 'keep' : null } |
            { 'replace' : null }
        ],
        'skip_pre_upgrade' : [] | [boolean],
      }
    ]
  } |
  { 'install' : null };
export interface _SERVICE {
  'canister_status' : ActorMethod<
    [{ 'canister_id' : Principal }],
    CanisterStatus
  >,
  'clear_chunk_store' : ActorMethod<[{ 'canister_id' : Principal }], undefined>,
  'install_chunked_code' : ActorMethod<
    [
      {
        'arg' : Uint8Array,
        'wasm_module_hash' : Uint8Array,
        'mode' : InstallMode,
        'chunk_hashes_list' : Array<ChunkHash>,
        'target_canister' : Principal,
        'store_canister' : [] | [Principal],
      },
    ],
    undefined
  >,
  'install_code' : ActorMethod<
    [
      {
        'arg' : Uint8Array,
        'wasm_module' : Uint8Array,
        'mode' : InstallMode,
        'canister_id' : Principal,
      },
    ],
    undefined
  >,
  'provisional_create_canister_with_cycles' : ActorMethod<
    [
      {
        'settings' : [] | [CanisterSettings],
        'specified_id' : [] | [Principal],
        'amount' : [] | [bigint],
      },
    ],
    { 'canister_id' : Principal }
  >,
  'start_canister' : ActorMethod<[{ 'canister_id' : Principal }], undefined>,
  'stop_canister' : ActorMethod<[{ 'canister_id' : Principal }], undefined>,
  'stored_chunks' : ActorMethod<
    [{ 'canister_id' : Principal }],
    Array<ChunkHash>
  >,
  'upload_chunk' : ActorMethod<
    [{ 'chunk' : Uint8Array, 'canister_id' : Principal }],
    ChunkHash
  >,
}
export const idlFactory: IDL.InterfaceFactory = ({ IDL }) => {
  const CanisterStatus = IDL.Record({
    'status' : IDL.Variant({
      'stopped' : IDL.Null,
      'stopping' : IDL.Null,
      'running' : IDL.Null,
    }),
    'memory_size' : IDL.Nat,
    'version' : IDL.Nat64,
    'cycles' : IDL.Nat,
    'settings' : IDL.Record({ 'controllers' : IDL.Vec(IDL.Principal) }),
    'module_hash' : IDL.Opt(IDL.Vec(IDL.Nat8)),
  });
  const InstallMode = IDL.Variant({
    'reinstall' : IDL.Null,
    'upgrade' : IDL.Opt(
      IDL.Record({
        'wasm_memory_persistence' : IDL.Opt(
          IDL.Variant({ 'keep' : IDL.Null, 'replace' : IDL.Null })
        ),
        'skip_pre_upgrade' : IDL.Opt(IDL.Bool),
      })
    ),
    'install' : IDL.Null,
  });
  const ChunkHash = IDL.Record({ 'hash' : IDL.Vec(IDL.Nat8) });
  const CanisterSettings = IDL.Record({
    'freezing_threshold' : IDL.Opt(IDL.Nat),
    'controllers' : IDL.Opt(IDL.Vec(IDL.Principal)),
    'wasm_memory_limit' : IDL.Opt(IDL.Nat),
  });
  
  return IDL.Service({
    'canister_status' : IDL.Func(
        [IDL.Record({ 'canister_id' : IDL.Principal })],
        [CanisterStatus],
        [],
      ),
    'clear_chunk_store' : IDL.Func(
        [IDL.Record({ 'canister_id' : IDL.Principal })],
        [],
        [],
      ),
    'install_chunked_code' : IDL.Func(
        [
          IDL.Record({
            'arg' : IDL.Vec(IDL.Nat8),
            'wasm_module_hash' : IDL.Vec(IDL.Nat8),
            'mode' : InstallMode,
            'chunk_hashes_list' : IDL.Vec(ChunkHash),
            'target_canister' : IDL.Principal,
            'store_canister' : IDL.Opt(IDL.Principal),
          }),
        ],
        [],
        [],
      ),
    'install_code' : IDL.Func(
        [
          IDL.Record({
            'arg' : IDL.Vec(IDL.Nat8),
            'wasm_module' : IDL.Vec(IDL.Nat8),
            'mode' : InstallMode,
            'canister_id' : IDL.Principal,
          }),
        ],
        [],
        [],
      ),
    'provisional_create_canister_with_cycles' : IDL.Func(
        [
          IDL.Record({
            'settings' : IDL.Opt(CanisterSettings),
            'specified_id' : IDL.Opt(IDL.Principal),
            'amount' : IDL.Opt(IDL.Nat),
          }),
        ],
        [IDL.Record({ 'canister_id' : IDL.Principal })],
        [],
      ),
    'start_canister' : IDL.Func(
        [IDL.Record({ 'canister_id' : IDL.Principal })],
        [],
        [],
      ),
    'stop_canister' : IDL.Func(
        [IDL.Record({ 'canister_id' : IDL.Principal })],
        [],
        [],
      ),
    'stored_chunks' : IDL.Func(
        [IDL.Record({ 'canister_id' : IDL.Principal })],
        [IDL.Vec(ChunkHash)],
        [],
      ),
    'upload_chunk' : IDL.Func(
        [
          IDL.Record({
            'chunk' : IDL.Vec(IDL.Nat8),
            'canister_id' : IDL.Principal,
          }),
        ],
        [ChunkHash],
        [],
      ),
  });
};

export const init: (args: { IDL: typeof IDL }) => IDL.Type[] = ({ IDL }) => {
  return [];
};
