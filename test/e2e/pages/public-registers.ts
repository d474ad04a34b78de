import type { Locator } from 'playwright-core';
import type { Visitor } from './visitor.ts';

/** What anybody does at the public registers. */
export class PublicRegisters {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  /** Searches a register, and gives the rows that are found. */
  async search(register: string, words: string): Promise<Locator> {
    await this.#visitor.open('/registers');
    await this.#visitor.field('public:registers.which').selectOption(register);
    await this.#visitor.field('public:registers.words').fill(words);
    return this.#visitor.main.locator('tbody tr');
  }

  /** Checks a canister by its id, as anybody may; gives what the page says of it. */
  async checkCanister(id: string): Promise<Locator> {
    await this.#visitor.open('/registers/verify/canister');
    await this.#visitor.field('public:verifyCanister.id').fill(id);
    await this.#visitor.button('public:verifyCanister.check').click();
    return this.#visitor.main;
  }

  /** Checks a receipt by its file. */
  async checkReceipt(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.#visitor.open('/registers/verify/receipt');
    await this.#visitor.field('public:verifyReceipt.file').setInputFiles(file);
  }

  /** Whether a receipt is true, as the page says when it is given one as a file. */
  async isTrue(receipt: Readonly<Record<string, string>>): Promise<boolean> {
    const buffer = Buffer.from(JSON.stringify(receipt));
    await this.checkReceipt({ name: 'receipt.json', mimeType: 'application/json', buffer });
    const words = (['true', 'false'] as const).map((word) =>
      this.#visitor.text(`public:verifyReceipt.${word}`),
    );
    const verdict = this.#visitor.main.getByRole('heading', { level: 2 });
    await verdict.waitFor();
    const said = words.indexOf(await verdict.innerText());
    if (said === -1) throw new Error(`expected a verdict, got ${await verdict.innerText()}`);
    return said === 0;
  }

  /** Checks a receipt by pictures of its codes. */
  async checkPictures(pictures: readonly Buffer[]): Promise<void> {
    await this.#visitor.open('/registers/verify/receipt');
    await this.#visitor.button('public:verifyReceipt.scan').click();
    const files = pictures.map((buffer, at) => ({ name: `${at}.png`, mimeType: 'image/png', buffer }));
    await this.#visitor.field('public:scan.pictures').setInputFiles(files);
  }

  /** An organisation's figure of sovereignty. Units: percent. */
  async sovereignty(organisation: bigint): Promise<number> {
    await this.#visitor.open(`/registers/organisations/${organisation}`);
    const figure = this.#visitor.main.locator('p:has(meter) strong');
    await figure.waitFor();
    await this.#visitor.settled();
    return Number.parseFloat((await figure.innerText()).replace(/[^\d.]/g, ''));
  }
}
