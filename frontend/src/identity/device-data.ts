import type { identity } from '@indus/client';
import type { MadePasskey } from './passkey/passkeys.ts';

/** Bounds: characters of a device's name, as the identity canister takes it. */
export const DEVICE_NAME_CHARACTERS_MAX = 64;

const ZERO_AAGUID = /^0+$/;

/** A passkey as the identity canister keeps it. */
export function passkeyDevice(made: MadePasskey, alias: string): identity.DeviceData {
  const saysModel = !ZERO_AAGUID.test(made.aaguid.join(''));
  return {
    pubkey: made.publicKey,
    alias,
    credential_id: [made.credentialId],
    aaguid: saysModel ? [made.aaguid] : [],
    purpose: { authentication: null },
    key_type: keyType(made.attachment),
    protection: { unprotected: null },
    origin: [location.origin],
  };
}

/** The key of a recovery phrase as the identity canister keeps it. */
export function phraseDevice(
  publicKey: Uint8Array,
  alias: string,
  isProtected: boolean,
): identity.DeviceData {
  return {
    pubkey: publicKey,
    alias,
    credential_id: [],
    aaguid: [],
    purpose: { recovery: null },
    key_type: { seed_phrase: null },
    protection: isProtected ? { protected: null } : { unprotected: null },
    origin: [],
  };
}

/** Whether a device is a recovery phrase. */
export function isPhrase(device: identity.DeviceData): boolean {
  return 'seed_phrase' in device.key_type;
}

function keyType(attachment: MadePasskey['attachment']): identity.KeyType {
  if (attachment === 'platform') return { platform: null };
  return attachment === 'cross-platform' ? { cross_platform: null } : { unknown: null };
}
