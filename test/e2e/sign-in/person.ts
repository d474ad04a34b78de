import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { IDENTITY_HOST, type SignInNetwork } from './sign-in-network.ts';

/** What a front-end of the tests shows of its state. */
export interface ShownState {
  readonly state: string;
  readonly principal?: string;
  readonly caller?: string;
  readonly change?: string;
  readonly leftMs?: number;
  readonly failure?: { readonly code?: string; readonly reason?: string };
  readonly [field: string]: unknown;
}

/** A person at a device of her own: a browser with an authenticator, and what she does with it. */
export class Person {
  readonly context: BrowserContext;
  readonly #network: SignInNetwork;
  #complaints: string[] = [];
  readonly #authenticators = new Map<Page, { session: CDPSession; id: string }>();
  /** Credentials of the device, shared by its windows. */
  #credentials: readonly unknown[] = [];

  private constructor(network: SignInNetwork, context: BrowserContext) {
    this.#network = network;
    this.context = context;
  }

  static async arrive(network: SignInNetwork, browser: Browser, locale = 'en-GB'): Promise<Person> {
    const context = await browser.newContext({ locale });
    context.setDefaultTimeout(20_000);
    const person = new Person(network, context);
    context.on('page', (page) => {
      page.on('pageerror', (error) => person.#complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') person.#complaints.push(message.text());
      });
    });
    return person;
  }

  /** Signs in at a front-end with her passkey, and gives what it shows. */
  async signIn(frontEnd: Page): Promise<ShownState> {
    const provider = await this.openProvider(frontEnd);
    await provider.getByRole('button', { name: 'Sign in with passkey' }).click();
    return this.stateOf(frontEnd, 'signed-in');
  }

  /** The state that a front-end shows, once it is this one. */
  stateOf(frontEnd: Page, state: string): Promise<ShownState> {
    return stateOf(frontEnd, state);
  }

  /** Leaves out errors that the test meant to happen. */
  forgive(expected: RegExp): void {
    this.#complaints = this.#complaints.filter((complaint) => !expected.test(complaint));
  }

  /** Errors that the browser wrote while she was there. */
  complaints(): readonly string[] {
    return this.#complaints;
  }

  /** Opens the page of the identity provider. */
  async openIdentityPage(path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    await this.holdKey(page);
    await page.goto(`${this.#network.origin(IDENTITY_HOST)}${path}`);
    return page;
  }

  /** Opens a front-end. */
  async open(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** Clicks in a front-end, and gives the provider's window that opens. */
  async openProvider(frontEnd: Page, button = '#sign-in'): Promise<Page> {
    // A page with a script of its own hears clicks only once it shows its state.
    if ((await frontEnd.locator('script[src]').count()) > 0)
      await frontEnd.locator('#state', { hasText: '"state"' }).waitFor();
    const opening = this.context.waitForEvent('page');
    await frontEnd.locator(button).click();
    const provider = await opening;
    await this.holdKey(provider);
    return provider;
  }

  /** Holds the device's authenticator to a window: one that checks who she is. */
  async holdKey(page: Page): Promise<void> {
    const session = await this.context.newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId: id } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    for (const credential of this.#credentials) {
      await session.send('WebAuthn.addCredential', { authenticatorId: id, credential } as never);
    }
    this.#authenticators.set(page, { session, id });
  }

  /** Keeps the passkeys that a window made, for the windows after it. */
  async keepPasskeys(page: Page): Promise<void> {
    const { session, id } = this.#authenticatorOf(page);
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId: id });
    this.#credentials = credentials;
  }

  /** Whether she lets her fingerprint be checked in this window. */
  async agree(page: Page, willing: boolean): Promise<void> {
    const { session, id } = this.#authenticatorOf(page);
    await session.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: willing });
  }

  /** Creates an identity at the page of the provider, and gives its number. */
  async register(page: Page, name = 'Telephone'): Promise<string> {
    await page.getByRole('button', { name: 'Create an identity' }).click();
    await page.getByLabel('Name of this device').fill(name);
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    const number = await page.locator('[data-user-number]').getAttribute('data-user-number');
    await page.getByRole('button', { name: 'I have written it down' }).click();
    await this.keepPasskeys(page);
    return number ?? '';
  }

  #authenticatorOf(page: Page): { session: CDPSession; id: string } {
    const authenticator = this.#authenticators.get(page);
    if (authenticator === undefined) throw new Error('expected a window with an authenticator');
    return authenticator;
  }
}

/** The state that a front-end shows, once it is this one. */
export async function stateOf(page: Page, state: string): Promise<ShownState> {
  await page.locator('#state', { hasText: `"state":"${state}"` }).waitFor();
  return JSON.parse(await page.locator('#state').innerText()) as ShownState;
}
