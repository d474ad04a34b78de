import { describe, expect, test } from 'vitest';
import { ADDRESSES } from '../pages/addresses.ts';
import { findViolations } from '../pages/find-violations.ts';
import { LANGUAGES } from '../pages/texts.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** The narrowest phone that must do, and a desk. Units: CSS pixels. */
const WIDTHS = [320, 1280] as const;
const HEIGHT = 900;

/** Each page of the portal in both directions, at both widths. */
export function describeAccessibility(network: () => PortalNetwork): void {
  describe('every page is accessible, from the left and from the right, at 320 and 1280 pixels', () => {
    const roles = Object.keys(ADDRESSES) as (keyof typeof ADDRESSES)[];
    test.each(roles)('that %s can open', async (role) => {
      const visitor =
        role === 'nobody' ? await network().visitor('en') : await network().signedIn(role, 'en');
      await visitor.open('/');
      const { page } = visitor;
      const found: string[] = [];
      for (const language of LANGUAGES) {
        await visitor.speak(language);
        const headings = new Set<string>();
        for (const address of ADDRESSES[role]) {
          await visitor.goTo(address);
          headings.add(await visitor.heading.innerText());
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: HEIGHT });
            const at = `${address} ${language} ${width}: `;
            found.push(...(await findViolations(page)).map((violation) => at + violation));
            const shown: number = await page.evaluate('document.documentElement.scrollWidth');
            if (shown > width) found.push(`${at}${shown} pixels wide`);
          }
        }
        // Each address was looked at, and not the page before it once more.
        expect(headings.size).toBe(ADDRESSES[role].length);
      }
      expect(found).toEqual([]);
    });
  });

  describe('the page of the identity provider is accessible at 320 and 1280 pixels', () => {
    test.each(LANGUAGES)('in %s', async (language) => {
      const visitor = await network().visitor(language);
      const { page } = visitor;
      const found: string[] = [];
      const look = async (step: string): Promise<void> => {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: HEIGHT });
          found.push(...(await findViolations(page)).map((violation) => `${step} ${width}: ${violation}`));
          const shown: number = await page.evaluate('document.documentElement.scrollWidth');
          if (shown > width) found.push(`${step} ${width}: ${shown} pixels wide`);
        }
      };
      const press = (name: string): Promise<void> => visitor.button(`identity:${name}`).click();
      await page.goto(await network().identityProvider());
      const other = page.getByText(visitor.text('identity:entry.other'), { exact: true });
      await other.waitFor();
      await look('entry');
      await other.click();
      await look('other ways');
      await press('entry.phrase');
      const phrase = page.getByLabel(visitor.text('identity:phrase.label'), { exact: true });
      await phrase.fill(network().phraseOf('guardian'));
      await look('phrase');
      await press('phrase.enter');
      await page.getByText(visitor.text('identity:devices.title'), { exact: true }).waitFor();
      await look('manage');
      expect(found).toEqual([]);
    });
  });
}
