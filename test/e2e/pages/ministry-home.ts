import type { Visitor } from './visitor.ts';

/** What a developer or an official does at the home of ministries. */
export class MinistryHome {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  /** Puts a service abroad on record, and waits until that is proven. */
  async declareDependency(title: string): Promise<void> {
    const { main } = this.#visitor;
    await this.#visitor.open('/ministry/dependency');
    await this.#visitor.field('ministry:dependency.use').fill(title);
    await this.#visitor.field('ministry:dependency.provider').fill('Example Payroll Inc.');
    await this.#visitor.field('ministry:dependency.country').fill('US');
    await this.#visitor.field('ministry:dependency.endpoint').fill('https://payroll.example');
    const personal = this.#visitor.text('codes:dataClass.personal');
    await main.getByRole('checkbox', { name: personal, exact: true }).check();
    await this.#visitor.button('ministry:dependency.submit').click();
    await main.getByText(this.#visitor.text('ministry:dependency.done'), { exact: true }).waitFor();
  }
}
