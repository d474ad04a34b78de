import { IDL } from '@dfinity/candid';
import {
  callMethod,
  connect,
  createSignIn,
  fromHex,
  type Identity,
  Principal,
  type SignIn,
  SignInFailed,
} from '@indus/client';

/** What the test tells this page in its address. */
interface PageSettings {
  readonly identityProvider: string;
  readonly rootKey: string;
  readonly whoAmI: string;
  readonly derivationOrigin?: string;
  readonly maxTimeToLiveMs?: string;
  readonly idleMs?: string;
  /** Asks for a session that the person can end, renewed at this canister. */
  readonly identityCanister?: string;
}

const settings = Object.fromEntries(new URLSearchParams(location.hash.slice(1))) as unknown as PageSettings;
let last: Identity | undefined;
const output = document.getElementById('state') as HTMLElement;

function show(state: object): void {
  output.textContent = JSON.stringify(state);
}

/** Whom an update call is from, by the word of the subnet. */
async function whoAmI(identity: Identity): Promise<string> {
  const rootKey = fromHex(settings.rootKey) ?? new Uint8Array();
  const connection = connect({ url: location.origin, rootKey, identity });
  const func = IDL.Func([], [IDL.Principal]);
  const call = { name: 'whoami', func, arguments: [] };
  const [caller] = await callMethod(connection, Principal.fromText(settings.whoAmI), call);
  return (caller as Principal).toText();
}

async function tell(signIn: SignIn, change?: string): Promise<void> {
  const signedIn = signIn.current();
  if (signedIn === undefined) return show({ state: 'signed-out', change });
  const { principal, expiresAtMs, identity } = signedIn;
  last = identity;
  const caller = await whoAmI(identity).catch((error: unknown) => `failed: ${String(error)}`);
  show({
    state: 'signed-in',
    principal: principal.toText(),
    leftMs: expiresAtMs - Date.now(),
    caller,
    change,
  });
}

const { identityProvider, derivationOrigin, maxTimeToLiveMs, idleMs, identityCanister } = settings;
const network = { url: location.origin, rootKey: fromHex(settings.rootKey) ?? new Uint8Array() };
const signIn = await createSignIn({
  identityProvider,
  ...(derivationOrigin ? { derivationOrigin } : {}),
  ...(maxTimeToLiveMs ? { maxTimeToLiveMs: Number(maxTimeToLiveMs) } : {}),
  ...(idleMs ? { idleMs: Number(idleMs) } : {}),
  ...(identityCanister ? { sessions: { ...network, identityCanister } } : {}),
});
signIn.subscribe((change) => void tell(signIn, change));
document.getElementById('sign-in')?.addEventListener('click', () => {
  show({ state: 'signing-in' });
  signIn.signIn().catch((error: unknown) => {
    const failure =
      error instanceof SignInFailed ? { code: error.code, reason: error.reason } : String(error);
    show({ state: 'failed', failure });
  });
});
document.getElementById('sign-out')?.addEventListener('click', () => void signIn.signOut());
document.getElementById('again')?.addEventListener('click', () => {
  if (last === undefined) return;
  whoAmI(last).then(
    (caller) => show({ state: 'again', caller }),
    (error: unknown) => show({ state: 'again', caller: `failed: ${String(error)}` }),
  );
});
await tell(signIn);
