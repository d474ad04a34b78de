import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { type Ready, startIndus } from '../cli/indus-process.ts';
import type { Language } from './pages/texts.ts';
import { Visitor, type VisitorOptions } from './pages/visitor.ts';

interface ListedPerson {
  readonly name: string;
  readonly role: string;
  readonly phrase: string;
}

/** Whom the portal of a demonstration lists, and who signs in by the phrase that stands there. */
export type PersonRole = 'citizen' | 'guardian' | 'officer' | 'auditor' | 'developer';

/** A network as `indus start` gives it, a browser, and everybody who visits the portal. */
export class PortalNetwork implements AsyncDisposable {
  readonly ready: Ready;
  /** Address of the portal, without a stroke at the end. */
  readonly origin: string;
  readonly browser: Browser;
  readonly #people: readonly ListedPerson[];
  readonly #stop: () => Promise<void>;
  readonly #visitors: Visitor[] = [];

  private constructor(
    parts: Pick<PortalNetwork, 'ready' | 'browser'>,
    people: readonly ListedPerson[],
    stop: () => Promise<void>,
  ) {
    this.ready = parts.ready;
    this.browser = parts.browser;
    this.origin = new URL(parts.ready.portal ?? '').origin;
    this.#people = people;
    this.#stop = stop;
  }

  /** Starts a network of its own in a process, and a browser. */
  static async start(executable: string): Promise<PortalNetwork> {
    const state = await mkdtemp(join(tmpdir(), 'indus-portal-'));
    const [running, browser] = await Promise.all([
      startIndus(['--port', '0', '--state', state]),
      launchChromium(executable),
    ]);
    return PortalNetwork.#open({ ready: running.ready, browser }, async () => {
      await running.kill('SIGTERM');
      await rm(state, { recursive: true });
    });
  }

  static async #open(
    parts: Pick<PortalNetwork, 'ready' | 'browser'>,
    stop: () => Promise<void>,
  ): Promise<PortalNetwork> {
    const answer = await fetch(`${parts.ready.url}/indus.json`);
    const { people } = (await answer.json()) as { readonly people: readonly ListedPerson[] };
    return new PortalNetwork(parts, people, stop);
  }

  /** The recovery phrase of the first person who is listed with a role. */
  phraseOf(role: PersonRole): string {
    const person = this.#people.find((each) => each.role === role);
    if (person === undefined) throw new Error(`expected a demonstration person, ${role}`);
    return person.phrase;
  }

  /** Somebody at a device of her own, who has not signed in. */
  async visitor(language: Language, options: VisitorOptions = {}): Promise<Visitor> {
    const visitor = await Visitor.arrive(this.browser, this.origin, language, options);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** A demonstration person at a device of her own, signed in the way that everybody does. */
  async signedIn(role: PersonRole, language: Language, options: VisitorOptions = {}): Promise<Visitor> {
    const visitor = await this.visitor(language, options);
    await visitor.open('/');
    await visitor.signIn(this.phraseOf(role));
    return visitor;
  }

  /** Address of the identity provider, as the portal is told. */
  async identityProvider(): Promise<string> {
    const answer = await fetch(`${this.origin}/indus.json`);
    return ((await answer.json()) as { readonly identityProvider: string }).identityProvider;
  }

  /** Id of a canister by its name in dfx.json. */
  canister(name: string): string {
    const id = this.ready.canisters[name];
    if (id === undefined) throw new Error(`expected a canister ${name}`);
    return id;
  }

  /** Every address that the browser asked for, of all who visited. */
  requested(): readonly string[] {
    return this.#visitors.flatMap((visitor) => visitor.requested);
  }

  /** Everything that browsers complained of, of all who visited. */
  complaints(): readonly string[] {
    return this.#visitors.flatMap((visitor) => visitor.complaints);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    await this.#stop();
  }
}
