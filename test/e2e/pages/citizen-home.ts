import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import type { Visitor } from './visitor.ts';

/** What a citizen does at her home. */
export class CitizenHome {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  /** How many records her list names in its caption and holds in its rows. */
  async records(): Promise<number> {
    await this.#visitor.open('/citizen/records');
    const rows = this.#visitor.main.locator('tbody tr');
    await rows.first().waitFor();
    await this.#visitor.settled();
    return rows.count();
  }

  /** Opens a sealed record on her device, and gives what it says. */
  async openSealed(id: bigint): Promise<string> {
    const { main } = this.#visitor;
    await this.#visitor.open(`/citizen/records/${id}`);
    await this.#visitor.button('citizen:record.open').click();
    const body = main.locator('pre[dir=auto]').first();
    await body.waitFor();
    return body.innerText();
  }

  /** Opens the newest request for consent that waits for her, from the notice of her first page on. Gives its number. */
  async openWaitingConsent(): Promise<string> {
    const { main, page } = this.#visitor;
    await this.#visitor.open('/citizen');
    await main
      .getByRole('link', { name: this.#visitor.text('citizen:overview.answer'), exact: true })
      .click();
    const asked = main.getByRole('table', {
      name: this.#visitor.text('citizen:consents.asked'),
      exact: true,
    });
    await asked.waitFor();
    await this.#visitor.settled();
    await asked.getByRole('link').first().click();
    await this.#visitor.button('citizen:consent.do.grant').waitFor();
    return new URL(page.url()).pathname.split('/').at(-1) ?? '';
  }

  /** Takes a step with the consent that is open, and says yes to the question; does not wait for its end. */
  async decide(step: 'grant' | 'reject' | 'pause' | 'resume' | 'revoke'): Promise<void> {
    await this.#visitor.button(`citizen:consent.do.${step}`).click();
    await this.#visitor.button(`citizen:consent.do.${step}`, this.#visitor.page.getByRole('dialog')).click();
  }

  /** The entries of her ledger that the page shows, newest first. */
  async accesses(): Promise<Locator> {
    await this.#visitor.open('/citizen/access');
    const entries = this.#visitor.main.locator('ol > li');
    await entries.first().waitFor();
    await this.#visitor.settled();
    return entries;
  }

  /** How many entries her ledger has in all. */
  async ledgerSize(): Promise<number> {
    await this.#visitor.open('/citizen/access');
    const count = this.#visitor.main.getByText(this.#visitor.like('citizen:access.count_other'));
    await count.waitFor();
    await this.#visitor.settled();
    return Number.parseInt((await count.innerText()).replace(/\D/g, ''), 10);
  }

  /** The receipt of the item that is open, as its file holds it. */
  async readReceipt(): Promise<Readonly<Record<string, string>>> {
    return JSON.parse(await readFile(await this.saveReceipt(), 'utf8')) as Record<string, string>;
  }

  /** Saves the receipt of the item that is open, and gives the file's path. */
  async saveReceipt(): Promise<string> {
    const saving = this.#visitor.page.waitForEvent('download');
    await this.#visitor.button('names:receipt.save').click();
    return (await saving).path();
  }

  /** Shows the receipt that is open as QR codes. */
  async showCodes(): Promise<Locator> {
    await this.#visitor.button('names:receipt.showCodes').click();
    const codes = this.#visitor.main.locator('li img[src^="data:image/svg"]');
    await codes.first().waitFor();
    return codes;
  }
}
