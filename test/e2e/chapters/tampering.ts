import { beforeAll, describe, expect, test } from 'vitest';
import { CitizenHome } from '../pages/citizen-home.ts';
import { PublicRegisters } from '../pages/public-registers.ts';
import { inCertificate, PARTS, placeOf, Tamperer } from '../pages/tamper.ts';
import type { Visitor } from '../pages/visitor.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** A record class that stands in every answer that lists the citizen's records. */
const ITEM = 'land.title';
const FIELDS = ['certificate', 'witness', 'item'] as const;

/** Somebody on the way changes one bit: the page says so and shows nothing. */
export function describeTampering(network: () => PortalNetwork): void {
  describe('an answer that was changed on the way', () => {
    let citizen: Visitor;
    beforeAll(async () => {
      citizen = await network().signedIn('citizen', 'en', { serviceWorkers: 'block' });
    });

    test.each(PARTS)('in the %s of a query is an error, never data', async (part) => {
      const tamperer = await Tamperer.stand(citizen.context, 'query', placeOf(part, ITEM));
      await citizen.open('/citizen/records');
      const alert = citizen.main.getByRole('alert');
      await alert.waitFor();
      expect(tamperer.changed).toBeGreaterThan(0);
      expect(await alert.innerText()).toMatch(
        /not signed by the network|damaged|not what the network has signed/,
      );
      expect(await citizen.main.locator('table').count()).toBe(0);
      expect(await citizen.main.innerText()).not.toMatch(/Plot|Degree|title/i);
      await tamperer.leave();
      await citizen.button('common:action.retry').click();
      await citizen.main.locator('tbody tr').first().waitFor();
    });

    test('in the certificate of an update is no opened record', async () => {
      const tamperer = await Tamperer.stand(citizen.context, 'call', inCertificate);
      await citizen.open('/citizen/records/4');
      await citizen.button('citizen:record.open').click();
      await citizen.main.getByRole('alert').first().waitFor();
      expect(tamperer.changed).toBeGreaterThan(0);
      expect(await citizen.main.innerText()).not.toContain('Paracetamol');
      await tamperer.leave();
    });

    test('in the certificate of the state of a canister is no verdict', async () => {
      const visitor = await network().visitor('en', { serviceWorkers: 'block' });
      await visitor.open('/registers/verify/canister');
      const tamperer = await Tamperer.stand(visitor.context, 'read_state', inCertificate);
      const page = await new PublicRegisters(visitor).checkCanister(network().canister('vault'));
      await page.getByRole('alert').waitFor();
      expect(tamperer.changed).toBeGreaterThan(0);
      expect(await page.innerText()).not.toContain(visitor.text('public:verdict.verified'));
    });

    test.each(FIELDS)('in the %s of a receipt is a receipt that is not true', async (field) => {
      const home = new CitizenHome(citizen);
      await citizen.open('/citizen/records/3');
      const receipt = await home.readReceipt();
      const registers = new PublicRegisters(await network().visitor('en'));
      const whole = receipt[field] ?? '';
      for (const share of [0.1, 0.5, 0.9]) {
        const at = Math.floor(whole.length * share);
        const changed = whole.slice(0, at) + (whole[at] === '0' ? '1' : '0') + whole.slice(at + 1);
        expect(await registers.isTrue({ ...receipt, [field]: changed })).toBe(false);
      }
      expect(await registers.isTrue(receipt)).toBe(true);
    });
  });
}
