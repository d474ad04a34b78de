import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { HOSTS } from './sign-in-network.ts';
import { executable, withNetwork } from './with-network.ts';

describe.skipIf(executable === undefined)('devices and recovery', () => {
  const { network, person: arrive } = withNetwork();

  async function registered(name = 'Telephone') {
    const person = await arrive();
    const page = await person.openIdentityPage();
    const number = await person.register(page, name);
    await page.locator(`[data-device="${name}"]`).waitFor();
    const { principal } = await person.signIn(await person.open(network().frontEnd(HOSTS.portal)));
    return { person, page, number, principal };
  }

  /** A second device that waits with its code, and the code. */
  async function proposed(number: string, name = 'Laptop') {
    const person = await arrive();
    const page = await person.openIdentityPage();
    await page.getByText('Another way').click();
    await page.getByRole('button', { name: 'This device is new to me' }).click();
    await page.getByLabel('User number').fill(number);
    await page.getByLabel('Name of this device').fill(name);
    await page.getByRole('button', { name: 'Make a passkey and show the code' }).click();
    const code = await page.locator('[data-code]').getAttribute('data-code');
    return { person, page, code: code ?? '' };
  }

  async function confirm(page: Page, code: string) {
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Add the device' }).click();
  }

  test('a second device by its code is the same person; a wrong code is not; removed it opens nothing', async () => {
    const { person, page, number, principal } = await registered();
    await page.getByRole('button', { name: 'Another device, by a code' }).click();
    await page.getByText('Waiting for the new device').waitFor();
    const second = await proposed(number);
    await page.getByText('“Laptop” wants to belong').waitFor();
    const wrong = second.code === '000000' ? '000001' : '000000';
    await confirm(page, wrong);
    await page.getByRole('alert').getByText('Attempts left: 4').waitFor();
    await confirm(page, second.code);
    await page.locator('[data-device="Laptop"]').waitFor();
    await second.page.locator('[data-device="Telephone"]').waitFor();
    await second.person.keepPasskeys(second.page);
    const frontEnd = await second.person.open(network().frontEnd(HOSTS.portal));
    expect((await second.person.signIn(frontEnd)).principal).toBe(principal);

    await page.getByRole('button', { name: 'Remove Laptop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => page.locator('[data-device]').count()).toBe(1);
    const stranger = await second.person.open(network().frontEnd(HOSTS.stranger));
    const provider = await second.person.openProvider(stranger);
    await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
    await provider.getByRole('alert').getByText('This passkey opens no identity here').waitFor();
    await second.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await second.page.getByText('does not belong to that identity any more').first().waitFor();
    await page.getByText('The device Laptop was removed').waitFor();
    for (const someone of [person, second.person]) someone.forgive(/400 \(Bad Request\)/);
  });

  test('a device that nobody confirms belongs to nobody', async () => {
    const { page, number } = await registered();
    await page.getByRole('button', { name: 'Another device, by a code' }).click();
    const second = await proposed(number);
    await page.getByText('wants to belong').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Another device, by a code' }).waitFor();
    await second.person.keepPasskeys(second.page);
    const again = await second.person.openIdentityPage();
    await again.getByRole('button', { name: 'Continue with passkey' }).click();
    await again.getByRole('alert').getByText('opens no identity here').waitFor();
  });

  test('nobody adds a device to an identity that is not open for one', async () => {
    const { number } = await registered();
    const person = await arrive();
    const page = await person.openIdentityPage();
    await page.getByText('Another way').click();
    await page.getByRole('button', { name: 'This device is new to me' }).click();
    await page.getByLabel('User number').fill(number);
    await page.getByRole('button', { name: 'Make a passkey and show the code' }).click();
    await page.getByRole('alert').getByText('Adding a device is not open now').waitFor();
  });

  test('the recovery phrase is asked for again, opens without any device, and is the same person', async () => {
    const { page, principal } = await registered();
    await page.getByRole('button', { name: 'Make a recovery phrase' }).click();
    const words = await page
      .locator('[data-word]')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-word') ?? ''));
    expect(words).toHaveLength(24);
    await page.getByRole('button', { name: 'I have written them down' }).click();
    expect(await page.locator('[data-word]').count()).toBe(0);
    const fields = page.locator('[data-position]');
    for (const field of await fields.all()) await field.fill('mistake');
    await page.getByRole('button', { name: 'Keep this phrase' }).click();
    expect(await page.getByText('another word than the one that was shown').count()).toBe(
      await fields.count(),
    );
    for (const field of await fields.all())
      await field.fill(words[Number(await field.getAttribute('data-position'))] ?? '');
    await page.getByRole('button', { name: 'Keep this phrase' }).click();
    await page.getByText('works from now on').waitFor();

    const other = await arrive();
    const frontEnd = await other.open(network().frontEnd(HOSTS.portal));
    const provider = await other.openProvider(frontEnd);
    await provider.getByText('Another way').click();
    await provider.getByRole('button', { name: 'I have lost my devices' }).click();
    const phrase = provider.getByLabel('Recovery phrase');
    await phrase.fill(words.with(2, 'indus').join(' '));
    await provider.getByRole('button', { name: 'Continue' }).click();
    await provider.getByRole('alert').getByText('Word number 3').waitFor();
    await phrase.fill(words.join(' '));
    await provider.getByRole('button', { name: 'Continue' }).click();
    await provider.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect((await other.stateOf(frontEnd, 'signed-in')).principal).toBe(principal);
  });

  test('keys that do not show themselves are asked by the user number', async () => {
    const { person, number } = await registered();
    const page = await person.openIdentityPage();
    await page.getByText('Another way').click();
    await page.getByRole('button', { name: 'use my user number' }).click();
    await page.getByLabel('User number').fill('ten');
    await page.getByRole('button', { name: 'Continue with passkey' }).click();
    await page.getByText('Please enter a number').waitFor();
    await page.getByLabel('User number').fill('9999999');
    await page.getByRole('button', { name: 'Continue with passkey' }).click();
    await page.getByRole('alert').getByText('No passkey belongs to this user number').waitFor();
    await page.getByLabel('User number').fill(number);
    await page.getByRole('button', { name: 'Continue with passkey' }).click();
    await page.locator('[data-device="Telephone"]').waitFor();
  });

  test('a device is renamed, an authenticator with a passkey makes no other, the last device stays', async () => {
    const { page } = await registered();
    await page.getByRole('button', { name: 'Rename Telephone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name of this device').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Please give the device a name').waitFor();
    await dialog.getByLabel('Name of this device').fill('میرا فون');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-device="میرا فون"]').waitFor();
    // Browsers make passkeys for the page that is looked at.
    await page.bringToFront();
    await page.getByRole('button', { name: 'Another passkey on this device' }).click();
    await page.getByRole('alert').getByText('already has a passkey of your identity').waitFor();
    await page.getByRole('button', { name: /^Remove/ }).click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByText('This is your last device').waitFor();
  });
});
