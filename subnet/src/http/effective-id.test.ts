import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { beforeEach, describe, expect, it } from 'vitest';
import { principalText } from '../principal.ts';
import {
  ApiUnderTest,
  CANISTER,
  OTHER,
  call,
  canisterPath,
  management,
  subnetPath,
  textOf,
} from './http-api-fixture.ts';

let api: ApiUnderTest;
beforeEach(() => {
  api = new ApiUnderTest();
});

describe('the effective canister id', () => {
  it('must be the canister that is called', async () => {
    for (const [path, body] of [
      [canisterPath('v2', 'call', OTHER), call()],
      [canisterPath('v3', 'call', OTHER), call()],
      [canisterPath('v4', 'call', OTHER), call()],
      [canisterPath('v2', 'query', OTHER), call({ request_type: 'query' })],
      [canisterPath('v3', 'query', OTHER), call({ request_type: 'query' })],
      [canisterPath('v4', 'call', new Uint8Array()), call()],
    ] as const) {
      const response = await api.send(path, body);
      expect([path, response.status]).toEqual([path, 400]);
      expect(textOf(response)).toContain('does not match effective canister id in URL');
      expect(textOf(response)).toContain(principalText(CANISTER));
    }
    expect(api.replica.submitted).toHaveLength(0);
  });

  it('may be any when a canister is made', async () => {
    for (const method of ['provisional_create_canister_with_cycles', 'create_canister']) {
      for (const id of [OTHER, CANISTER, new Uint8Array()]) {
        const body = management(method, { settings: IDL.Opt(IDL.Record({})) }, { settings: [] });
        expect((await api.send(canisterPath('v4', 'call', id), body)).status).toBe(200);
      }
    }
  });

  it('must be the canister in the argument of the management canister', async () => {
    const canister_id = Principal.fromUint8Array(CANISTER);
    const bodies = [
      ['call', management('canister_status', { canister_id: IDL.Principal }, { canister_id })],
      [
        'call',
        management(
          'install_chunked_code',
          { target_canister: IDL.Principal },
          { target_canister: canister_id },
        ),
      ],
      ['query', management('canister_status', { canister_id: IDL.Principal }, { canister_id }, 'query')],
    ] as const;
    for (const [endpoint, body] of bodies) {
      expect((await api.send(canisterPath('v3', endpoint), body)).status).toBe(200);
      expect((await api.send(canisterPath('v3', endpoint, OTHER), body)).status).toBe(400);
      expect((await api.send(canisterPath('v3', endpoint, new Uint8Array()), body)).status).toBe(400);
    }
  });

  it('is left to the replica where the argument names no canister', async () => {
    const body = call({
      canister_id: new Uint8Array(),
      method_name: 'canister_status',
      arg: Buffer.from('nonsense'),
    });
    expect((await api.send(canisterPath('v3', 'call', OTHER), body)).status).toBe(200);
    expect(api.replica.submitted).toHaveLength(1);
  });
});

describe('the effective subnet id', () => {
  it('is for making canisters and listing them only', async () => {
    const create = management('create_canister', {}, {});
    expect((await api.send(subnetPath('v4', 'call'), create)).status).toBe(200);
    expect((await api.send(subnetPath('v4', 'call', OTHER), create)).status).toBe(400);
    expect((await api.send(subnetPath('v4', 'call'), call())).status).toBe(400);
    expect((await api.send(subnetPath('v4', 'call'), management('raw_rand', {}, {}))).status).toBe(400);
    const list = management('list_canisters', {}, {}, 'query');
    expect((await api.send(subnetPath('v3', 'query'), list)).status).toBe(200);
    expect((await api.send(subnetPath('v3', 'query', OTHER), list)).status).toBe(400);
    expect((await api.send(subnetPath('v3', 'query'), call({ request_type: 'query' }))).status).toBe(400);
  });
});
