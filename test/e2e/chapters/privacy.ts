import { beforeAll, describe, expect, test } from 'vitest';
import { CitizenHome } from '../pages/citizen-home.ts';
import { isKept } from '../pages/is-kept.ts';
import type { Visitor } from '../pages/visitor.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** What only the citizen has, and what only the guardian has. */
const PLOT_OF_CITIZEN = 'Plot 17';
const PLOT_OF_GUARDIAN = 'Plot 4,';

/** Two citizens, at two devices and at one. */
export function describePrivacy(network: () => PortalNetwork): void {
  describe('two citizens', () => {
    let citizen: Visitor;
    beforeAll(async () => {
      citizen = await network().signedIn('citizen', 'en');
    });

    test('never see each other’s anything, by any address', async () => {
      const guardian = await network().signedIn('guardian', 'en');
      const answers: Promise<Buffer>[] = [];
      guardian.page.on('response', (answer) => {
        if (answer.url().includes('/api/')) answers.push(answer.body().catch(() => Buffer.alloc(0)));
      });
      await guardian.open('/citizen/records/1');
      await guardian.main.getByText(PLOT_OF_GUARDIAN).waitFor();
      for (const path of [
        '/citizen/records/3',
        '/citizen/consents/3',
        '/citizen/decisions/1',
        '/citizen/access',
      ]) {
        await guardian.open(path);
        await guardian.settled();
        expect(await guardian.main.innerText()).not.toMatch(/Plot 17|Degree|scholarship|Bachelor/i);
      }
      const person = await citizen.principal();
      await citizen.open('/citizen/records/3');
      await citizen.main.getByText(PLOT_OF_CITIZEN).first().waitFor();
      expect(await citizen.main.innerText()).not.toContain(PLOT_OF_GUARDIAN);
      expect(await guardian.principal()).not.toBe(person);
      const received = (await Promise.all(answers)).map((body) => body.toString('latin1'));
      expect(received.filter((body) => body.includes(PLOT_OF_GUARDIAN)).length).toBeGreaterThan(0);
      expect(received.filter((body) => body.includes(PLOT_OF_CITIZEN))).toEqual([]);
    });

    test('at one device the second finds nothing of the first', async () => {
      await citizen.open('/citizen/records/3');
      await citizen.main.getByText(PLOT_OF_CITIZEN).first().waitFor();
      await expect.poll(() => isKept(citizen.page, PLOT_OF_CITIZEN)).toBe(true);
      await citizen.signOut();
      await expect.poll(() => isKept(citizen.page, PLOT_OF_CITIZEN)).toBe(false);
      await citizen.signIn(network().phraseOf('guardian'));
      expect(await new CitizenHome(citizen).records()).toBe(2);
      expect(await isKept(citizen.page, PLOT_OF_CITIZEN)).toBe(false);
    });
  });
}
