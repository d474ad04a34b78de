import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Person, stateOf } from './person.ts';
import { HOSTS } from './sign-in-network.ts';
import { executable, withNetwork } from './with-network.ts';

const HOUR_MS = 3_600_000;

describe.skipIf(executable === undefined)('a sign-in that the person can end from any device', () => {
  const { network, person: arrive } = withNetwork();

  /** A person who is signed in by a session at a front-end whose clock the test moves. */
  async function signedIn() {
    const person = await arrive();
    const page = await person.openIdentityPage();
    await person.register(page);
    const identityCanister = network().identity.toText();
    const frontEnd = await person.open('about:blank');
    await frontEnd.clock.install();
    await frontEnd.goto(network().frontEnd(HOSTS.portal, { identityCanister, idleMs: String(HOUR_MS) }));
    const shown = await person.signIn(frontEnd);
    return { person, page, frontEnd, shown };
  }

  /** The page of the identity, as it is now. */
  async function identityOf(person: Person): Promise<Page> {
    const page = await person.openIdentityPage();
    await page.getByRole('button', { name: 'Continue with passkey' }).click();
    await page.locator('[data-device]').waitFor();
    return page;
  }

  async function callAgain(frontEnd: Page): Promise<string> {
    await frontEnd.locator('#again').click();
    return (await stateOf(frontEnd, 'again')).caller ?? '';
  }

  test('it lasts as long as was asked, under delegations that are renewed when they near their end', async () => {
    const { person, frontEnd, shown } = await signedIn();
    expect(shown.caller).toBe(shown.principal);
    expect(shown.leftMs).toBeGreaterThan(7.9 * HOUR_MS);
    const renewed = frontEnd.waitForResponse((answer) =>
      (answer.request().postDataBuffer()?.toString('latin1') ?? '').includes('get_session_delegation'),
    );
    await frontEnd.clock.fastForward('11:00');
    expect((await renewed).status()).toBe(200);
    expect(await callAgain(frontEnd)).toBe(shown.principal);
    await frontEnd.reload();
    expect(await stateOf(frontEnd, 'signed-in')).toMatchObject({ principal: shown.principal });
    person.forgive(/400 \(Bad Request\)/);
  });

  test('ended on another device it is over at the front-end too', async () => {
    const { person, frontEnd } = await signedIn();
    const page = await identityOf(person);
    const origin = network().origin(HOSTS.portal);
    await page.locator(`[data-session="${origin}"]`).getByRole('button').click();
    await page.getByText('None at the moment').waitFor();
    await frontEnd.clock.fastForward('11:00');
    expect(await stateOf(frontEnd, 'signed-out')).toMatchObject({ change: 'expired' });
    person.forgive(/400 \(Bad Request\)/);
  });

  test('signing out everywhere is one of these ends', async () => {
    const { person, frontEnd } = await signedIn();
    const page = await identityOf(person);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByText('You have been signed out everywhere').waitFor();
    await frontEnd.clock.fastForward('11:00');
    expect(await stateOf(frontEnd, 'signed-out')).toMatchObject({ change: 'expired' });
    person.forgive(/400 \(Bad Request\)/);
  });

  test('signing out at the front-end ends it at the provider', async () => {
    const { person, frontEnd } = await signedIn();
    await frontEnd.locator('#sign-out').click();
    await stateOf(frontEnd, 'signed-out');
    const page = await identityOf(person);
    await page.getByText('None at the moment').waitFor();
    await page.getByText(`Signed out at ${network().origin(HOSTS.portal)}`).waitFor();
  });
});
