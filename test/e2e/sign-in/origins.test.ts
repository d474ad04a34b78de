import { describe, expect, test } from 'vitest';
import { stateOf } from './person.ts';
import { HOSTS } from './sign-in-network.ts';
import { executable, withNetwork } from './with-network.ts';

describe.skipIf(executable === undefined)('origins', () => {
  const { network, person: arrive } = withNetwork();

  async function registered() {
    const person = await arrive();
    await person.register(await person.openIdentityPage());
    return person;
  }

  test('an origin that the main one lists has the same principals, and she is told', async () => {
    const person = await registered();
    const main = await person.signIn(await person.open(network().frontEnd(HOSTS.portal)));
    const derivationOrigin = network().origin(HOSTS.portal);
    const other = await person.open(network().frontEnd(HOSTS.other, { derivationOrigin }));
    const provider = await person.openProvider(other);
    await provider.getByText(`as at ${derivationOrigin}`).waitFor();
    await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
    const there = await stateOf(other, 'signed-in');
    expect(there).toMatchObject({ principal: main.principal, caller: main.principal });
  });

  test('an origin that the main one does not list is refused, and nothing is signed', async () => {
    const person = await registered();
    const derivationOrigin = network().origin(HOSTS.portal);
    const stranger = await person.open(network().frontEnd(HOSTS.stranger, { derivationOrigin }));
    const provider = await person.openProvider(stranger);
    await provider.getByRole('alert').getByText('does not list it').waitFor();
    expect(await provider.getByRole('button', { name: 'passkey' }).count()).toBe(0);
    await provider.getByRole('button', { name: 'Close' }).click();
    const { failure } = await stateOf(stranger, 'failed');
    expect(failure).toEqual({ code: 'refused', reason: 'derivation_origin_refused' });
  });

  test('an origin that has no such list cannot be taken for', async () => {
    const person = await registered();
    const derivationOrigin = network().origin(HOSTS.other);
    const stranger = await person.open(network().frontEnd(HOSTS.stranger, { derivationOrigin }));
    const provider = await person.openProvider(stranger);
    await provider.getByRole('alert').getByText('does not list it').waitFor();
    person.forgive(/404 \(Not Found\)/);
  });

  test('a page whose address nobody protects is refused', async () => {
    const person = await registered();
    const evil = 'http://portal.example';
    const html = `<button id="sign-in" onclick="w = window.open('${network().origin('id.ai.localhost')}/#authorize');
      onmessage = ({ data }) => { if (data.kind === 'authorize-ready')
        w.postMessage({ kind: 'authorize-client', sessionPublicKey: new Uint8Array(44) }, '*');
        else state.textContent = JSON.stringify({ state: data.kind, text: data.text }) }">Sign in</button>
      <pre id="state"></pre>`;
    await person.context.route(`${evil}/**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: html }),
    );
    const page = await person.open(`${evil}/`);
    const provider = await person.openProvider(page);
    await provider.getByRole('alert').getByText('Its address is not protected').waitFor();
    expect(await provider.locator('[data-origin]').innerText()).toBe(evil);
    await provider.getByRole('button', { name: 'Close' }).click();
    expect((await stateOf(page, 'authorize-client-failure'))['text']).toBe('origin_not_supported');
    person.forgive(/favicon|404/);
  });

  test('a window that nobody opened has nobody to answer', async () => {
    const person = await arrive();
    const page = await person.openIdentityPage('/authorize');
    await page.getByRole('heading', { name: 'Nobody is asking' }).waitFor();
  });
});
