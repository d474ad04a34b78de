import { beforeAll, describe, expect, test } from 'vitest';
import { CitizenHome } from '../pages/citizen-home.ts';
import type { Visitor } from '../pages/visitor.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** A device whose network comes and goes. */
export function describeOffline(network: () => PortalNetwork): void {
  describe('without a network', () => {
    let citizen: Visitor;
    let home: CitizenHome;
    beforeAll(async () => {
      citizen = await network().signedIn('citizen', 'en');
      home = new CitizenHome(citizen);
      await citizen.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    });

    test('what was verified last is shown with its time, and what was never opened is not', async () => {
      const rows = await home.records();
      await citizen.settled();
      await citizen.setOffline(true);
      await citizen.page.reload();
      await citizen.main.getByText(citizen.like('common:verified.offline')).waitFor();
      expect(await citizen.main.locator('tbody tr').count()).toBe(rows);
      await citizen.page.getByText(citizen.text('common:offline.banner'), { exact: true }).waitFor();
      await citizen.goTo('/citizen/rights');
      await citizen.main.getByRole('alert').first().waitFor();
      await citizen.setOffline(false);
    });

    test('a write waits in the outbox, and is carried out once when the network is back', async () => {
      const before = await home.ledgerSize();
      await citizen.open('/citizen/consents/2');
      await citizen.button('citizen:consent.do.pause').waitFor();
      await citizen.setOffline(true);
      await home.decide('pause');
      await citizen.main.getByText(citizen.text('common:outbox.waiting'), { exact: true }).waitFor();
      await citizen.page.reload();
      await citizen.page.getByText(citizen.like('common:outbox.count_one', { count: '1' })).waitFor();
      await citizen.setOffline(false);
      await citizen.main
        .getByText(citizen.text('citizen:consent.is.paused'), { exact: true })
        .first()
        .waitFor();
      await citizen.page.getByText(citizen.text('common:outbox.empty'), { exact: true }).waitFor();
      expect(await home.ledgerSize()).toBe(before + 1);
      await citizen.open('/citizen/consents/2');
      await home.decide('resume');
      await citizen.main.getByText(citizen.text('citizen:consent.changed'), { exact: true }).waitFor();
    });
  });
}
