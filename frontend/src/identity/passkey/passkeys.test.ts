// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PASSKEY_TIMEOUT_MS, passkeyProblem } from './passkey-problem.ts';
import { makePasskey, signWithPasskey } from './passkeys.ts';

const get = vi.fn();
const create = vi.fn();
beforeEach(() => {
  vi.stubGlobal('PublicKeyCredential', class {});
  Object.defineProperty(navigator, 'credentials', { value: { get, create }, configurable: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

const NEW = { providerName: 'P', accountName: 'A', others: [Uint8Array.of(1)] };

test('a passkey is made for the host, with the person checked, and not where one of hers is', async () => {
  create.mockRejectedValue(new DOMException('', 'InvalidStateError'));
  await expect(makePasskey(NEW)).rejects.toMatchObject({ code: 'passkey_already_here' });
  const { publicKey } = create.mock.calls[0]?.[0] as CredentialCreationOptions;
  expect(publicKey?.rp.id).toBe('localhost');
  expect(publicKey?.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -8, -257]);
  expect(publicKey?.authenticatorSelection).toEqual({
    residentKey: 'preferred',
    userVerification: 'required',
  });
  expect(publicKey?.excludeCredentials).toEqual([{ type: 'public-key', id: Uint8Array.of(1) }]);
});

test.each([
  ['NotAllowedError', 'passkey_not_used'],
  ['SecurityError', 'passkey_wrong_address'],
  ['ConstraintError', 'passkey_unsuitable'],
  ['UnknownError', 'passkey_unsuitable'],
])('what the browser calls %s is told as %s', async (name, code) => {
  get.mockRejectedValue(new DOMException('', name));
  await expect(signWithPasskey(Uint8Array.of(1))).rejects.toMatchObject({ code });
});

test('a refusal at the end of the time is told as the end of the time, one before as a refusal', () => {
  const refusal = new DOMException('', 'NotAllowedError');
  expect(passkeyProblem(refusal, PASSKEY_TIMEOUT_MS).code).toBe('passkey_timed_out');
  expect(passkeyProblem(refusal, PASSKEY_TIMEOUT_MS - 1).code).toBe('passkey_not_used');
});

test('a browser without passkeys is told as such, and is not asked', async () => {
  vi.stubGlobal('PublicKeyCredential', undefined);
  delete (globalThis as { PublicKeyCredential?: unknown }).PublicKeyCredential;
  await expect(signWithPasskey(Uint8Array.of(1))).rejects.toMatchObject({ code: 'passkey_unsupported' });
  expect(get).not.toHaveBeenCalled();
});
