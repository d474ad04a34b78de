import { fromBase64, toBase64 } from './base64.ts';
import {
  type GrantedDelegation,
  type PageRequest,
  type RefusalReason,
  SESSION_KEY_BYTES_MAX,
  timeToLiveNs,
} from './page-request.ts';
import { fieldsOf, type WindowMessage } from './window-message.ts';

const STANDARDS_AT = 'https://github.com/dfinity/wg-identity-authentication/blob/main/topics/';
const STANDARDS = [
  { name: 'ICRC-25', url: `${STANDARDS_AT}icrc_25_signer_interaction_standard.md` },
  { name: 'ICRC-27', url: `${STANDARDS_AT}icrc_27_accounts.md` },
  { name: 'ICRC-29', url: `${STANDARDS_AT}icrc_29_window_post_message_transport.md` },
  { name: 'ICRC-34', url: `${STANDARDS_AT}icrc_34_delegation.md` },
  { name: 'ICRC-95', url: `${STANDARDS_AT}icrc_95_derivationorigin.md` },
];
/** Every use is asked for: nothing is granted beforehand or for ever. */
const SCOPES = ['icrc27_accounts', 'icrc34_delegation'].map((method) => ({
  scope: { method },
  state: 'ask_on_use',
}));

interface RpcError {
  readonly code: number;
  readonly message: string;
}
/** Source: ICRC-25, "Errors"; JSON-RPC 2.0, section 5.1. */
const NOT_SUPPORTED: RpcError = { code: 2000, message: 'Not supported' };
const INVALID_PARAMS: RpcError = { code: -32602, message: 'Invalid params' };
const REFUSALS: Readonly<Record<RefusalReason, RpcError>> = {
  cancelled: { code: 3001, message: 'Action aborted' },
  origin_not_supported: { code: 3000, message: 'Permission not granted' },
  derivation_origin_refused: { code: 3000, message: 'Permission not granted' },
  invalid_request: INVALID_PARAMS,
  failed: { code: 1000, message: 'Generic error' },
};

/** What became of a message of the signer standards. */
export type SignerMessage =
  | 'other'
  /** The window that asks whether this page is there yet. */
  | 'status'
  | 'answered'
  | { readonly request: PageRequest };

/**
 * Takes a message of the signer standards; what needs no person is answered at once.
 * Source: ICRC-25, ICRC-27, ICRC-29, ICRC-34 and ICRC-95; JSON-RPC 2.0.
 */
export function readSignerRequest(message: WindowMessage): SignerMessage {
  const call = fieldsOf(message.data);
  const { id, method } = call ?? {};
  const isCall = call?.['jsonrpc'] === '2.0' && typeof method === 'string';
  // A call without an id wants no answer, and nothing here can be done without one.
  if (!isCall || (typeof id !== 'string' && typeof id !== 'number')) return 'other';
  const answer = (result: unknown) => message.reply({ jsonrpc: '2.0', id, result });
  const fail = (error: RpcError) => message.reply({ jsonrpc: '2.0', id, error });
  switch (method) {
    case 'icrc29_status':
      answer('ready');
      return 'status';
    case 'icrc25_supported_standards':
      answer({ supportedStandards: STANDARDS });
      return 'answered';
    case 'icrc25_permissions':
    case 'icrc25_request_permissions':
      answer({ scopes: SCOPES });
      return 'answered';
    case 'icrc27_accounts':
    case 'icrc34_delegation': {
      const wants = method === 'icrc27_accounts' ? accounts(answer) : delegation(call['params'], answer);
      const derivationOrigin = fieldsOf(call['params'])?.['icrc95DerivationOrigin'];
      if (wants === undefined || (derivationOrigin !== undefined && typeof derivationOrigin !== 'string')) {
        fail(INVALID_PARAMS);
        return 'answered';
      }
      const refuse = (reason: RefusalReason) => fail(REFUSALS[reason]);
      const origins = {
        origin: message.origin,
        ...(derivationOrigin === undefined ? {} : { derivationOrigin }),
      };
      return { request: { ...origins, refuse, wants } };
    }
    default:
      fail(NOT_SUPPORTED);
      return 'answered';
  }
}

type Answer = (result: unknown) => void;

function accounts(answer: Answer): PageRequest['wants'] {
  return { kind: 'accounts', grant: (owner) => answer({ accounts: [{ owner }] }) };
}

/** `targets` are not looked at: a principal of one origin alone is good for every canister. Source: ICRC-34, "Summary". */
function delegation(params: unknown, answer: Answer): PageRequest['wants'] | undefined {
  const { publicKey, maxTimeToLive } = fieldsOf(params) ?? {};
  const sessionPublicKey = typeof publicKey === 'string' ? fromBase64(publicKey) : undefined;
  const asked = nanoseconds(maxTimeToLive);
  const lasts = asked === 'invalid' ? undefined : timeToLiveNs(asked);
  if (lasts === undefined || sessionPublicKey === undefined) return undefined;
  if (sessionPublicKey.length === 0 || sessionPublicKey.length > SESSION_KEY_BYTES_MAX) return undefined;
  return {
    kind: 'delegation',
    sessionPublicKey,
    timeToLiveNs: lasts,
    renewable: false,
    grant: (granted) => answer(delegationResult(granted)),
  };
}

function nanoseconds(value: unknown): bigint | undefined | 'invalid' {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? BigInt(value) : 'invalid';
}

function delegationResult({ userPublicKey, sessionPublicKey, expiration, signature }: GrantedDelegation) {
  return {
    publicKey: toBase64(userPublicKey),
    signerDelegation: [
      {
        delegation: { pubkey: toBase64(sessionPublicKey), expiration: expiration.toString() },
        signature: toBase64(signature),
      },
    ],
  };
}
