import { describe, expect, test } from 'vitest';
import { stateOf } from './person.ts';
import { HOSTS } from './sign-in-network.ts';
import { executable, withNetwork } from './with-network.ts';

describe.skipIf(executable === undefined)(
  'the signer standards, by @icp-sdk/auth and @icp-sdk/signer',
  () => {
    const { network, person: arrive } = withNetwork();

    async function atFrontEnd(derivationOrigin?: string) {
      const person = await arrive();
      await person.register(await person.openIdentityPage());
      const settings = derivationOrigin === undefined ? {} : { derivationOrigin };
      const frontEnd = await person.open(network().frontEnd(HOSTS.signer, settings));
      await stateOf(frontEnd, 'ready');
      return { person, frontEnd };
    }

    test('a delegation is granted to @icp-sdk/auth, and its principal calls', async () => {
      const { person, frontEnd } = await atFrontEnd();
      const provider = await person.openProvider(frontEnd);
      await provider.getByLabel('You stay signed in for').selectOption('1 hour');
      await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
      const { principal, caller } = await stateOf(frontEnd, 'signed-in');
      expect(principal).toMatch(/^[a-z0-9-]{63}$/);
      expect(caller).toBe(principal);
      await expect.poll(() => provider.isClosed()).toBe(true);
    });

    test('accounts are told when she agrees: who she is there, as a sign-in would', async () => {
      const { person, frontEnd } = await atFrontEnd();
      const provider = await person.openProvider(frontEnd, '#accounts');
      await provider.getByRole('heading', { name: 'Tell who you are' }).waitFor();
      await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
      const { owners } = (await stateOf(frontEnd, 'accounts')) as unknown as { owners: string[] };
      await expect.poll(() => provider.isClosed()).toBe(true);
      const again = await person.openProvider(frontEnd);
      await again.getByRole('button', { name: 'Sign in with passkey' }).click();
      const { principal } = await stateOf(frontEnd, 'signed-in');
      expect(owners).toEqual([principal]);
    });

    test('standards and permissions are told without her', async () => {
      const { person, frontEnd } = await atFrontEnd();
      const opened = person.context.waitForEvent('page');
      await frontEnd.locator('#standards').click();
      await opened;
      const told = await stateOf(frontEnd, 'standards');
      expect(told['names']).toEqual(['ICRC-25', 'ICRC-27', 'ICRC-29', 'ICRC-34', 'ICRC-95']);
      expect(told['permissions']).toContainEqual({
        scope: { method: 'icrc34_delegation' },
        state: 'ask_on_use',
      });
    });

    test('what she cancels is told by its number', async () => {
      const { person, frontEnd } = await atFrontEnd();
      const provider = await person.openProvider(frontEnd);
      await provider.getByRole('button', { name: 'Cancel' }).click();
      expect((await stateOf(frontEnd, 'failed'))['code']).toBe(3001);
    });

    test('an origin that nobody lists is not granted', async () => {
      const { person, frontEnd } = await atFrontEnd(network().origin(HOSTS.portal));
      const provider = await person.openProvider(frontEnd);
      await provider.getByRole('alert').getByText('does not list it').waitFor();
      await provider.getByRole('button', { name: 'Close' }).click();
      expect((await stateOf(frontEnd, 'failed'))['code']).toBe(3000);
    });
  },
);
