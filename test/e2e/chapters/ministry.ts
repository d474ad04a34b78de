import { describe, expect, test } from 'vitest';
import { MinistryHome } from '../pages/ministry-home.ts';
import { PublicRegisters } from '../pages/public-registers.ts';
import type { Language } from '../pages/texts.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** The organisation of the demonstration's developer. */
const EDUCATION = 2n;

/** A ministry: what it depends on abroad lowers its figure, for everybody to see. */
export function describeMinistry(network: () => PortalNetwork, language: Language): void {
  describe('a ministry', () => {
    test('declares a service abroad, and the public figure of sovereignty falls', async () => {
      const anybody = new PublicRegisters(await network().visitor(language));
      const before = await anybody.sovereignty(EDUCATION);
      const developer = await network().signedIn('developer', language);
      await new MinistryHome(developer).declareDependency(`Payroll (${language})`);
      expect(await anybody.sovereignty(EDUCATION)).toBeLessThan(before);
    });
  });
}
