import { describe, expect, test } from 'vitest';
import type { Language } from '../pages/texts.ts';
import type { PortalNetwork } from '../portal-network.ts';

/** An auditor: what is overdue or under seal, and whether the books still begin with what was seen of them. */
export function describeAuditor(network: () => PortalNetwork, language: Language): void {
  describe('an auditor', () => {
    test('sees the counts, and proves that nothing was taken out of the books since the last visit', async () => {
      const auditor = await network().signedIn('auditor', language);
      const { main } = auditor;
      await auditor.open('/auditor');
      await main.getByText(auditor.like('auditor:alert.sealed_now_one', { count: '1' })).waitFor();
      const shards = main.getByRole('table', { name: auditor.text('auditor:counts.all'), exact: true });
      expect(await shards.locator('tbody tr').count()).toBe(2);

      await auditor.open('/auditor/books');
      await main.getByText(auditor.text('auditor:books.first'), { exact: true }).waitFor();
      const known = main.locator('dl > div', { hasText: auditor.text('auditor:books.known') }).locator('dd');
      await auditor.button('auditor:books.check').click();
      expect(await known.innerText()).toBe('0');

      await auditor.page.reload();
      await main.getByText(auditor.text('auditor:books.continuous')).waitFor();
      await auditor.button('auditor:books.check').click();
      await known.waitFor();
      expect(Number(await known.innerText())).toBeGreaterThan(0);
    });
  });
}
