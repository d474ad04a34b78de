import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from '../../browser/chromium.ts';
import { Person, stateOf } from './person.ts';
import { HOSTS, SignInNetwork } from './sign-in-network.ts';

const executable = findChromium();

describe.skipIf(executable === undefined)('signing in with auth-client', () => {
  let network: SignInNetwork;
  let browser: Browser;
  beforeAll(async () => {
    network = await SignInNetwork.start();
    browser = await launchChromium(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await network?.[Symbol.asyncDispose]();
  });

  test('registers, signs in with one touch, and is the caller of an update', async () => {
    const person = await Person.arrive(network, browser);
    const page = await person.openIdentityPage();
    const number = await person.register(page);
    expect(Number(number)).toBeGreaterThanOrEqual(10_000);
    await page.getByText(number).first().waitFor();
    const frontEnd = await person.open(network.frontEnd(HOSTS.portal));
    const provider = await person.openProvider(frontEnd);
    await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
    const shown = await stateOf(frontEnd, 'signed-in');
    expect(shown.caller).toBe(shown.principal);
    expect(shown.change).toBe('signed_in');
    expect(provider.isClosed()).toBe(true);
    expect(person.complaints()).toEqual([]);
  });
});
