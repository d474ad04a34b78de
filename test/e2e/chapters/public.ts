import { describe, expect, test } from 'vitest';
import { PublicRegisters } from '../pages/public-registers.ts';
import type { Language } from '../pages/texts.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** A part of the name of one organisation of the demonstration, and of no other. */
const LAND = { en: 'Land', ur: 'اراضی' } as const;

/** Everybody: the registers are searched and the state's programs checked without signing in. */
export function describePublic(network: () => PortalNetwork, language: Language): void {
  describe('everybody', () => {
    test('searches the registers, and checks whether a canister is what was declared', async () => {
      const visitor = await network().visitor(language);
      const registers = new PublicRegisters(visitor);
      const rows = await registers.search('organisations', LAND[language]);
      await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(1);
      expect(await rows.first().innerText()).toContain(LAND[language]);

      const verified = await registers.checkCanister(network().canister('vault'));
      await verified.getByText(visitor.text('public:verdict.means.verified'), { exact: true }).waitFor();
      const unknown = await registers.checkCanister(network().canister('identity'));
      await unknown.getByText(visitor.text('public:verdict.means.unregistered'), { exact: true }).waitFor();
    });
  });
}
