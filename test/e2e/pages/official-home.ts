import type { Visitor } from './visitor.ts';

/** The first and the last day that the tests ask for: all that is on record. */
const FROM = '2020-01-01';

/** What an official does at her home, for the first of her organisations. */
export class OfficialHome {
  readonly #visitor: Visitor;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  /** Asks a person for consent to read one kind of record. */
  async askConsent(person: string, purpose: string, recordClass: string): Promise<void> {
    await this.#visitor.open('/official/ask');
    await this.#fillPerson(person);
    await this.#visitor.field('official:purpose').selectOption(purpose);
    await this.#choose(recordClass);
    await this.#fillDays();
    await this.#visitor.field('official:ask.until').fill(day(30));
    await this.#visitor.button('official:ask.submit').click();
    await this.#visitor.main.getByText(this.#visitor.text('official:ask.done'), { exact: true }).waitFor();
  }

  /** Reads records of a person on a consent; does not wait for the end. */
  async read(person: string, consent: string, purpose: string, recordClass: string): Promise<void> {
    await this.#visitor.open('/official/read');
    await this.#fillPerson(person);
    await this.#visitor.field('official:purpose').selectOption(purpose);
    await this.#visitor.field('official:reference.consent').fill(consent);
    await this.#choose(recordClass);
    await this.#fillDays();
    await this.#visitor.button('official:read.submit').click();
  }

  /** Issues a record of a kind, by its code, and waits until that is proven. */
  async issue(person: string, recordClass: string, content: string): Promise<void> {
    await this.#visitor.open('/official/issue');
    await this.#fillPerson(person);
    await this.#visitor.field('official:issue.class').selectOption(recordClass);
    await this.#fillDays();
    await this.#visitor.field('official:issue.body').fill(content);
    await this.#visitor.button('official:issue.submit').click();
    await this.#visitor.main.getByText(this.#visitor.text('official:issue.done'), { exact: true }).waitFor();
  }

  /** The words for a kind of record that the organisation issues, by its code. */
  async wordsOf(recordClass: string): Promise<string> {
    await this.#visitor.open('/official/issue');
    const option = this.#visitor.main.locator(`option[value="${recordClass}"]`);
    await option.waitFor({ state: 'attached' });
    return option.innerText();
  }

  async #fillPerson(person: string): Promise<void> {
    await this.#visitor.field('official:person').fill(person);
  }

  async #fillDays(): Promise<void> {
    await this.#visitor.field('official:from').fill(FROM);
    await this.#visitor.field('official:to').fill(day(0));
  }

  async #choose(recordClass: string): Promise<void> {
    await this.#visitor.main.getByRole('checkbox', { name: recordClass }).check();
  }
}

/** A day so many days from now, as a field of a form takes it. */
function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}
