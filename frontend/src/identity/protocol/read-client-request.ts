import { type PageRequest, SESSION_KEY_BYTES_MAX, timeToLiveNs } from './page-request.ts';
import { fieldsOf, type WindowMessage } from './window-message.ts';

/** What this page sends first, to whoever opened it. */
export const AUTHORIZE_READY = { kind: 'authorize-ready' } as const;

/**
 * A request in the manner of auth-client; undefined when the message is none. One that is not whole is refused at once.
 * Source: Internet Identity specification, "Client authentication protocol".
 */
export function readClientRequest(message: WindowMessage): PageRequest | undefined {
  const fields = fieldsOf(message.data);
  if (fields?.['kind'] !== 'authorize-client') return undefined;
  const refuse: PageRequest['refuse'] = (reason) =>
    message.reply({ kind: 'authorize-client-failure', text: reason });
  const { sessionPublicKey, maxTimeToLive, derivationOrigin } = fields;
  const asked = typeof maxTimeToLive === 'bigint' ? maxTimeToLive : undefined;
  const lasts = timeToLiveNs(asked);
  const whole =
    isKey(sessionPublicKey) &&
    lasts !== undefined &&
    (maxTimeToLive === undefined || asked !== undefined) &&
    (derivationOrigin === undefined || typeof derivationOrigin === 'string');
  if (!whole) {
    refuse('invalid_request');
    return undefined;
  }
  return {
    origin: message.origin,
    ...(derivationOrigin === undefined ? {} : { derivationOrigin }),
    refuse,
    wants: {
      kind: 'delegation',
      sessionPublicKey,
      timeToLiveNs: lasts,
      renewable: fields['renewableSession'] === true,
      grant({ userPublicKey, expiration, signature, sessionPublicKey: pubkey, authnMethod, sessionEndsAt }) {
        message.reply({
          kind: 'authorize-client-success',
          delegations: [{ delegation: { pubkey, expiration }, signature }],
          userPublicKey,
          authnMethod,
          ...(sessionEndsAt === undefined ? {} : { sessionEndsAt }),
        });
      },
    },
  };
}

/** From another window a byte array is of another realm's class. */
function isKey(value: unknown): value is Uint8Array {
  return (
    Object.prototype.toString.call(value) === '[object Uint8Array]' &&
    (value as Uint8Array).length > 0 &&
    (value as Uint8Array).length <= SESSION_KEY_BYTES_MAX
  );
}
