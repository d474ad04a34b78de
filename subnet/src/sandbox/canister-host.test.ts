import { expect, test } from 'vitest';
import { CANISTER, text, WatHost } from './wat-fixture.ts';

const REPLY = `
  (func (export "canister_update hello")
    (call $msg_reply_data_append (i32.const 0) (i32.const 5))
    (call $msg_reply))
  (func (export "canister_update trap") (call $trap (i32.const 0) (i32.const 5)))
  (func (export "canister_update unreachable") unreachable)
  (func (export "canister_update store")
    (i32.store8 (i32.const 3) (i32.const 1))
    (i32.store8 offset=65536 (i32.const 12288) (i32.const 77)))
  (func (export "canister_update store_and_trap")
    (i32.store8 (i32.const 3) (i32.const 1))
    (i32.store8 offset=65536 (i32.const 12288) (i32.const 99))
    unreachable)`;
const IMPORTS = ['msg_reply_data_append', 'msg_reply', 'trap'];

function installed(): WatHost {
  const host = new WatHost();
  const result = host.installWat({ imports: IMPORTS, body: REPLY, data: [text(0, 'hello')] });
  expect(result.trap).toBeUndefined();
  return host;
}

test('execute: a reply reaches the replica', () => {
  const result = installed().run('hello');
  expect(result.trap).toBeUndefined();
  expect(Buffer.from((result.answer as { data: Uint8Array }).data).toString()).toBe('hello');
});

test('execute: ic0.trap shows its message and leaves a trap line in the log', () => {
  const result = installed().run('trap');
  expect(result.trap).toEqual({
    errorCode: 'IC0503',
    message: "Canister called `ic0.trap` with message: 'hello'",
  });
  expect(result.log.map(({ content }) => Buffer.from(content).toString())).toEqual(['[TRAP]: hello']);
});

test('execute: unreachable, unknown methods and unknown canisters have the texts of the IC', () => {
  const host = installed();
  expect(host.run('unreachable').trap?.message).toBe('Canister trapped: unreachable');
  expect(host.run('nobody').trap).toEqual({
    errorCode: 'IC0536',
    message: "Canister has no update method 'nobody'.",
  });
  expect(new WatHost().run('nobody').trap?.errorCode).toBe('IC0537');
});

test('execute: a commit keeps what was stored, a trap and a discard do not', () => {
  const host = installed();
  const byte = (): number | undefined => host.read(CANISTER, 'heap', 12_288n, 1)[0];
  host.run('store_and_trap');
  expect(byte()).toBe(0);
  host.run('store', { effect: 'discard' });
  expect(byte()).toBe(0);
  host.run('store');
  expect(byte()).toBe(77);
  host.run('store_and_trap');
  expect(byte()).toBe(77);
});
