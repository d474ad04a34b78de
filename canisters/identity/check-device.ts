import { caseOf } from '@indus/kit/variant';
import { textFault } from '@indus/kit/text';
import { checkOrigin } from './check-origin.ts';
import type { DeviceData, DeviceProtection, KeyType } from './device.ts';
import {
  AAGUID_SIZE_BYTES,
  ALIAS_CHARACTERS_MAX,
  CREDENTIAL_ID_SIZE_BYTES_MAX,
  PUBLIC_KEY_SIZE_BYTES_MAX,
} from './limits.ts';
import { refuseInvalid } from './method-error.ts';
import { keySchemeOf } from './public-key.ts';
import type { KeyScheme } from './public-key.ts';

/** What a key of the type may be. */
const SCHEMES: Readonly<Record<ReturnType<typeof caseOf<KeyType>>, readonly KeyScheme[]>> = {
  unknown: ['cose', 'ed25519', 'p256'],
  platform: ['cose'],
  cross_platform: ['cose'],
  seed_phrase: ['ed25519'],
  browser_storage_key: ['p256', 'ed25519'],
};

/**
 * Holds a device that is brought against the bounds of the interface.
 * Errors: Invalid, with the field.
 */
export function checkDevice(device: DeviceData): void {
  const { pubkey, key_type: keyType } = device;
  if (pubkey.length > PUBLIC_KEY_SIZE_BYTES_MAX) {
    refuseInvalid('pubkey', `expected at most ${PUBLIC_KEY_SIZE_BYTES_MAX} bytes`, PUBLIC_KEY_SIZE_BYTES_MAX);
  }
  const scheme = keySchemeOf(pubkey);
  const allowed = SCHEMES[caseOf(keyType)];
  if (scheme === undefined || !allowed.includes(scheme)) {
    refuseInvalid(
      'pubkey',
      `expected a public key in DER (${allowed.join(', ')}), got ${scheme ?? 'another'}`,
    );
  }
  checkAlias(device.alias);
  checkCredential(device, scheme);
  for (const origin of device.origin) checkOrigin(origin);
  checkProtection(keyType, device.protection);
}

/** Errors: Invalid. */
export function checkAlias(alias: string): void {
  const fault = textFault(alias, { charactersMin: 1, charactersMax: ALIAS_CHARACTERS_MAX });
  if (fault === undefined) return;
  refuseInvalid(
    'alias',
    `expected 1 to ${ALIAS_CHARACTERS_MAX} characters, got a text with the fault: ${fault}`,
    ALIAS_CHARACTERS_MAX,
  );
}

/** Errors: Invalid: only a recovery phrase, which is not lost with a telephone, may be protected. */
export function checkProtection(keyType: KeyType, protection: DeviceProtection): void {
  if ('protected' in protection && !('seed_phrase' in keyType)) {
    refuseInvalid('protection', 'expected protection for a recovery phrase only');
  }
}

function checkCredential({ credential_id: ids, aaguid: models }: DeviceData, scheme: KeyScheme): void {
  const limit = CREDENTIAL_ID_SIZE_BYTES_MAX;
  if (scheme === 'cose' && ids.length === 0) {
    refuseInvalid('credential_id', 'expected the id of the credential of a passkey');
  }
  for (const id of ids) {
    if (id.length < 1 || id.length > limit)
      refuseInvalid('credential_id', `expected 1 to ${limit} bytes`, limit);
  }
  for (const model of models) {
    if (model.length !== AAGUID_SIZE_BYTES)
      refuseInvalid('aaguid', `expected ${AAGUID_SIZE_BYTES} bytes`, AAGUID_SIZE_BYTES);
  }
}
