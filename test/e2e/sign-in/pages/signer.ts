import { AuthClient } from '@icp-sdk/auth/client';
import { Actor, HttpAgent } from '@icp-sdk/core/agent';
import { IDL } from '@icp-sdk/core/candid';
import type { Identity } from '@icp-sdk/core/agent';
import { Signer, SignerError } from '@icp-sdk/signer';
import { PostMessageTransport } from '@icp-sdk/signer/web';

const settings = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const output = document.getElementById('state') as HTMLElement;
const provider = `${settings['identityProvider']}/authorize`;
const derivationOrigin = settings['derivationOrigin'];

function show(state: object): void {
  output.textContent = JSON.stringify(state);
}

async function whoAmI(identity: Identity): Promise<string> {
  const rootKey = Uint8Array.from((settings['rootKey'] ?? '').match(/../g) ?? [], (byte) =>
    Number.parseInt(byte, 16),
  );
  const agent = await HttpAgent.create({ host: location.origin, identity, rootKey });
  const interfaceFactory = () => IDL.Service({ whoami: IDL.Func([], [IDL.Principal]) });
  const actor = Actor.createActor(interfaceFactory, { agent, canisterId: settings['whoAmI'] ?? '' });
  return String(await (actor['whoami'] as () => Promise<unknown>)());
}

function failed(error: unknown): void {
  if (error instanceof SignerError) show({ state: 'failed', code: error.code, message: error.message });
  else show({ state: 'failed', message: String(error) });
}

function onClick(id: string, run: () => Promise<void>): void {
  document.getElementById(id)?.addEventListener('click', () => {
    show({ state: 'asking' });
    run().catch(failed);
  });
}

const auth = new AuthClient({
  identityProvider: provider,
  idleOptions: { disableIdle: true },
  ...(derivationOrigin ? { derivationOrigin } : {}),
});
onClick('sign-in', async () => {
  const identity = await auth.signIn({ maxTimeToLive: 3_600_000_000_000n });
  show({
    state: 'signed-in',
    principal: identity.getPrincipal().toText(),
    caller: await whoAmI(identity),
  });
});
const signer = new Signer({
  transport: new PostMessageTransport({ url: provider }),
  ...(derivationOrigin ? { derivationOrigin } : {}),
});
onClick('standards', async () => {
  const standards = await signer.getSupportedStandards();
  const permissions = await signer.getPermissions();
  show({ state: 'standards', names: standards.map(({ name }) => name), permissions });
});
onClick('accounts', async () => {
  const accounts = await signer.getAccounts();
  show({ state: 'accounts', owners: accounts.map(({ owner }) => owner.toText()) });
});
show({ state: 'ready' });
