import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { type Language, Texts } from './texts.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ur: 'ur-PK' };
/** How long the page may take for anything; the machine that runs the tests may be busy with others. */
const WAIT_MS = 60_000;

/** How somebody comes to the portal. */
export interface VisitorOptions {
  /** Units: CSS pixels. */
  readonly width?: number;
  readonly serviceWorkers?: 'allow' | 'block';
}

/** Somebody at a device of her own with the portal open, who finds her way by the words of one language. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Every address that her browser asked for. */
  readonly requested: readonly string[];
  /** What her browser complained of. */
  readonly complaints: readonly string[];
  readonly #origin: string;
  #texts: Texts;

  private constructor(
    page: Page,
    told: { readonly requested: readonly string[]; readonly complaints: readonly string[] },
    origin: string,
    language: Language,
  ) {
    this.context = page.context();
    this.page = page;
    this.requested = told.requested;
    this.complaints = told.complaints;
    this.#origin = origin;
    this.#texts = new Texts(language);
  }

  static async arrive(
    browser: Browser,
    origin: string,
    language: Language,
    { width = 1280, serviceWorkers = 'allow' }: VisitorOptions = {},
  ): Promise<Visitor> {
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ locale: LOCALES[language], viewport, serviceWorkers });
    context.setDefaultTimeout(WAIT_MS);
    const requested: string[] = [];
    const complaints: string[] = [];
    context.on('request', (request) => requested.push(request.url()));
    context.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
    });
    return new Visitor(await context.newPage(), { requested, complaints }, origin, language);
  }

  get language(): Language {
    return this.#texts.language;
  }

  /** The words under a key, `namespace:key`, in her language. */
  text(name: string): string {
    return this.#texts.of(name);
  }

  /** Matches the words under a key, whatever values stand in them; those that are given, exactly. */
  like(name: string, values: Readonly<Record<string, string>> = {}): RegExp {
    return this.#texts.like(name, values);
  }

  /** What the page is about, without the frame around it. */
  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** A button with the words under a key. */
  button(name: string, within: Locator | Page = this.page): Locator {
    return within.getByRole('button', { name: this.text(name), exact: true });
  }

  /** A field with the words under a key as its label. */
  field(name: string): Locator {
    return this.main.getByLabel(this.text(name), { exact: true });
  }

  /** Opens a page of the portal by its address. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#origin}${path}`);
    await this.heading.waitFor().catch(async (cause: unknown) => {
      const shown = await this.page.locator('body').innerText();
      throw new Error(`expected a page at ${path}, got: ${shown}`, { cause });
    });
  }

  /** Goes to another page of the portal without loading the portal anew. */
  async goTo(path: string): Promise<void> {
    await this.page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
    await this.settled();
  }

  get heading(): Locator {
    return this.main.getByRole('heading', { level: 1 });
  }

  /** Waits until the page shows all that it reads as the network proves it now, not as it was kept. */
  async settled(): Promise<void> {
    await this.heading.waitFor();
    const asking = this.main.getByText(this.text('common:verified.refreshing'), { exact: true });
    const working = this.main.locator('progress, [aria-busy=true]');
    await asking.or(working).first().waitFor({ state: 'detached' });
  }

  /** Chooses a language in the frame of the page. */
  async speak(language: Language): Promise<void> {
    if (language === this.language) return;
    await this.page.getByRole('banner').getByRole('combobox').selectOption(language);
    await this.page.locator(`html[lang="${language}"]`).waitFor();
    this.#texts = new Texts(language);
  }

  /** Signs in at the identity page by a recovery phrase. */
  async signIn(phrase: string): Promise<void> {
    const opening = this.context.waitForEvent('page');
    await this.button('common:action.signIn', this.page.getByRole('banner')).click();
    const provider = await opening;
    await provider.getByText(this.text('identity:entry.other'), { exact: true }).click();
    await this.button('identity:entry.phrase', provider).click();
    await provider.getByLabel(this.text('identity:phrase.label'), { exact: true }).fill(phrase);
    await this.button('identity:phrase.enter', provider).click();
    await this.button('identity:authorize.allow', provider).click();
    await this.button('common:action.signOut').waitFor();
  }

  async signOut(): Promise<void> {
    await this.button('common:action.signOut').click();
    await this.button('common:action.signIn', this.page.getByRole('banner')).waitFor();
  }

  /** Takes the network away from her device, or gives it back. */
  async setOffline(offline: boolean): Promise<void> {
    await this.context.setOffline(offline);
  }

  /** Her digital identity, as her own page shows it. */
  async principal(): Promise<string> {
    await this.open('/citizen/delegates');
    const card = this.main.locator('section', { hasText: this.text('citizen:delegates.me') });
    return (await card.locator('code').first().getAttribute('title')) ?? '';
  }
}
