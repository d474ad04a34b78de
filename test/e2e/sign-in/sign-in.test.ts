import { describe, expect, test } from 'vitest';
import { stateOf } from './person.ts';
import { HOSTS } from './sign-in-network.ts';
import { executable, withNetwork } from './with-network.ts';

describe.skipIf(executable === undefined)('signing in with auth-client', () => {
  const { network, person: arrive } = withNetwork();

  async function registered() {
    const person = await arrive();
    const page = await person.openIdentityPage();
    const number = await person.register(page);
    return { person, page, number };
  }

  test('a new passkey gets a number, signs in with one touch, and its principal calls', async () => {
    const { person, number } = await registered();
    expect(Number(number)).toBeGreaterThanOrEqual(10_000);
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal));
    const provider = await person.openProvider(frontEnd);
    expect(await provider.locator('[data-origin]').innerText()).toBe(network().origin(HOSTS.portal));
    await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
    const shown = await stateOf(frontEnd, 'signed-in');
    expect(shown.caller).toBe(shown.principal);
    expect(shown.change).toBe('signed_in');
    expect(shown.leftMs).toBeGreaterThan(7.9 * 3_600_000);
    expect(shown.leftMs).toBeLessThanOrEqual(8 * 3_600_000);
    await expect.poll(() => provider.isClosed()).toBe(true);
  });

  test('she stays signed in when the page is loaded again, and is another at another front-end', async () => {
    const { person } = await registered();
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal));
    const { principal } = await person.signIn(frontEnd);
    await frontEnd.reload();
    expect(await stateOf(frontEnd, 'signed-in')).toMatchObject({ principal, caller: principal });
    const stranger = await person.open(network().frontEnd(HOSTS.stranger));
    const there = await person.signIn(stranger);
    expect(there.principal).not.toBe(principal);
    expect(there.caller).toBe(there.principal);
  });

  test('signing out in one tab is signing out in every tab, and the way in works again', async () => {
    const { person } = await registered();
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal));
    const { principal } = await person.signIn(frontEnd);
    const other = await person.open(network().frontEnd(HOSTS.portal));
    expect(await stateOf(other, 'signed-in')).toMatchObject({ principal });
    await other.locator('#sign-out').click();
    expect(await stateOf(other, 'signed-out')).toMatchObject({ change: 'signed_out' });
    expect(await stateOf(frontEnd, 'signed-out')).toMatchObject({ change: 'elsewhere' });
    expect((await person.signIn(frontEnd)).principal).toBe(principal);
    expect(await stateOf(other, 'signed-in')).toMatchObject({ principal, change: 'elsewhere' });
    await frontEnd.reload();
    expect(await stateOf(frontEnd, 'signed-in')).toMatchObject({ principal, caller: principal });
  });

  test('a delegation that is over signs nobody in: the page says so and the subnet refuses it', async () => {
    const { person } = await registered();
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal, { maxTimeToLiveMs: '4000' }));
    expect((await person.signIn(frontEnd)).leftMs).toBeLessThanOrEqual(4_000);
    expect(await stateOf(frontEnd, 'signed-out')).toMatchObject({ change: 'expired' });
    await frontEnd.locator('#again').click();
    const { caller } = await stateOf(frontEnd, 'again');
    expect(caller).toMatch(/^failed: .*(expired|expiry)/i);
    person.forgive(/400 \(Bad Request\)/);
    await frontEnd.reload();
    await stateOf(frontEnd, 'signed-out');
  });

  test('nobody there for the time that may pass is signing out', async () => {
    const { person } = await registered();
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal, { idleMs: '2500' }));
    await person.signIn(frontEnd);
    for (let moved = 0; moved < 4; moved++) {
      await frontEnd.waitForTimeout(1_000);
      await frontEnd.mouse.move(moved, moved);
    }
    expect(await stateOf(frontEnd, 'signed-in')).toBeDefined();
    expect(await stateOf(frontEnd, 'signed-out')).toMatchObject({ change: 'idle' });
  });

  test('she may choose a shorter time than the page asks for', async () => {
    const { person } = await registered();
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal));
    const provider = await person.openProvider(frontEnd);
    const choice = provider.getByLabel('You stay signed in for');
    await choice.waitFor();
    expect(await choice.locator('option').allInnerTexts()).toEqual(['8 hours', '1 hour', '10 minutes']);
    await choice.selectOption('10 minutes');
    await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
    const { leftMs } = await stateOf(frontEnd, 'signed-in');
    expect(leftMs).toBeLessThanOrEqual(600_000);
    expect(leftMs).toBeGreaterThan(590_000);
  });

  test('a prompt that she cancels is named, can be repeated, and cancelling the sign-in is told', async () => {
    const { person } = await registered();
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal));
    const provider = await person.openProvider(frontEnd);
    await person.agree(provider, false);
    await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
    await provider.getByRole('alert').getByText('No passkey was used').waitFor();
    await provider.getByRole('button', { name: 'Cancel' }).click();
    expect((await stateOf(frontEnd, 'failed')).failure).toEqual({ code: 'refused', reason: 'cancelled' });
    const { principal } = await person.signIn(frontEnd);
    expect(principal).toBeDefined();
  });

  test('a window that she closes is told as such', async () => {
    const { person } = await registered();
    const frontEnd = await person.open(network().frontEnd(HOSTS.portal));
    const provider = await person.openProvider(frontEnd);
    await provider.locator('[data-origin]').waitFor();
    await provider.close();
    expect((await stateOf(frontEnd, 'failed')).failure).toEqual({ code: 'window_closed' });
  });

  test('a device without a passkey is told what that may mean', async () => {
    const person = await arrive();
    const page = await person.openIdentityPage();
    await page.getByRole('button', { name: 'Continue with passkey' }).click();
    await page.getByRole('alert').getByText('this device has none for this page').waitFor();
  });

  test('a clock that is behind by an hour is named, with how much', async () => {
    const { person } = await registered();
    const page = await person.openIdentityPage();
    await page.clock.install({ time: Date.now() - 3_600_000 });
    await page.reload();
    await page.getByRole('button', { name: 'Continue with passkey' }).click();
    await page.getByRole('alert').getByText('wrong by 1 hour').waitFor();
    person.forgive(/400 \(Bad Request\)/);
    expect(await page.locator('[data-device]').count()).toBe(0);
  });
});
