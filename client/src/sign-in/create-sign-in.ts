import { AuthClient, ERROR_USER_INTERRUPT } from '@dfinity/auth-client';
import { DelegationIdentity } from '@dfinity/identity';
import { delegationExpiryMs } from './delegation-expiry.ts';
import { RenewingIdentity } from './renewing-identity.ts';
import { keepSessionEnd, readSessionEnd } from './session-end.ts';
import type { KeptSession, SessionsOptions } from './session-renewal.ts';
import { type SignInBrowser, signInBrowser } from './sign-in-browser.ts';
import { SignInFailed } from './sign-in-failed.ts';
import type { SignedIn, SignIn, SignInChange, SignInOptions } from './sign-in.ts';

const HOUR_MS = 3_600_000;
/** Bounds: how long a sign-in may be asked for. Source: Internet Identity specification, "Identity design". */
const TIME_TO_LIVE_MS_MAX = 30 * 24 * HOUR_MS;
const TIME_TO_LIVE_MS = 8 * HOUR_MS;
const IDLE_MS = 900_000;
/** How far two clocks may differ before it matters. */
const CLOCK_TOLERANCE_MS = 300_000;
/** The longest that a timer of a browser can wait. */
const TIMER_MS_MAX = 2_147_483_647;
/** Name of the provider's window, as auth-client opens it. */
const WINDOW_NAME = 'idpWindow';
const NS_PER_MS = 1_000_000n;

/**
 * Signing in to this page: finds who is signed in from before. The session key is ECDSA, kept by the browser in IndexedDB and
 * not extractable.
 * Errors: SignInFailed `storage`.
 */
export async function createSignIn(options: SignInOptions, browser = signInBrowser()): Promise<SignIn> {
  const signIn = new BrowserSignIn(options, browser);
  await signIn.restore();
  return signIn;
}

class BrowserSignIn implements SignIn {
  readonly #options: SignInOptions;
  readonly #browser: SignInBrowser;
  readonly #listeners = new Set<(change: SignInChange) => void>();
  readonly #untell: (() => void)[];
  #client: AuthClient | undefined;
  #session: { readonly kept: KeptSession; readonly userKey: Uint8Array } | undefined;
  #signedIn: SignedIn | undefined;
  #stopTimers: () => void = () => undefined;
  #lastSeenMs: number;

  constructor(options: SignInOptions, browser: SignInBrowser) {
    this.#options = options;
    this.#browser = browser;
    this.#lastSeenMs = browser.nowMs();
    this.#untell = [
      browser.onTold((message) => this.#hear(message)),
      browser.onActivity(() => this.#seePerson()),
    ];
  }

  current(): SignedIn | undefined {
    return this.#signedIn;
  }

  subscribe(listener: (change: SignInChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async signIn(): Promise<SignedIn> {
    const client = this.#client;
    if (client === undefined) throw new SignInFailed('storage', 'expected a session key, got none');
    // Opened here too because auth-client does not say when the browser refuses; it takes over the window of this name.
    if (this.#browser.open('about:blank', WINDOW_NAME) === null)
      throw new SignInFailed('window_blocked', 'expected a window, got none from the browser');
    await keepSessionEnd(await this.#login(client));
    const signedIn = await this.#read(client);
    if (signedIn === undefined)
      throw new SignInFailed('invalid_answer', 'expected a delegation, got another answer');
    this.#checkClock(signedIn);
    this.#become(signedIn, 'signed_in');
    this.#browser.tell('signed_in');
    return signedIn;
  }

  async signOut(): Promise<void> {
    const session = this.#session;
    // Without a connection the session ends at the provider by its time; here it ends in any case.
    const closing = session?.kept.close(session.userKey).catch(() => undefined);
    await this.#end('signed_out');
    await closing;
  }

  dispose(): void {
    this.#stopTimers();
    this.#untell.forEach((stop) => stop());
    this.#listeners.clear();
  }

  /** Reads what the browser keeps: key and delegation. */
  async restore(): Promise<void> {
    try {
      this.#client = await this.#browser.alone(() =>
        AuthClient.create({ idleOptions: { disableIdle: true } }),
      );
    } catch (cause) {
      throw new SignInFailed('storage', 'expected IndexedDB to keep a session key', { cause });
    }
    this.#signedIn = await this.#read(this.#client);
    this.#setTimers();
  }

  /** Shape: when the session ends, in milliseconds since 1970-01-01 UTC; undefined where the provider has none. */
  #login(client: AuthClient): Promise<number | undefined> {
    const { identityProvider, derivationOrigin, sessions } = this.#options;
    const { maxTimeToLiveMs = TIME_TO_LIVE_MS } = this.#options;
    const timeToLiveMs = Math.min(maxTimeToLiveMs, TIME_TO_LIVE_MS_MAX);
    return new Promise((resolve, reject) => {
      client
        .login({
          identityProvider,
          maxTimeToLive: BigInt(timeToLiveMs) * NS_PER_MS,
          allowPinAuthentication: false,
          ...(derivationOrigin === undefined ? {} : { derivationOrigin }),
          ...(sessions === undefined ? {} : { customValues: { renewableSession: true } }),
          onSuccess: (answer?: object) => resolve(sessionEndMs(answer)),
          onError: (reason) => reject(refusal(reason)),
        })
        .catch(reject);
    });
  }

  async #read(client: AuthClient): Promise<SignedIn | undefined> {
    this.#session = undefined;
    const identity = client.getIdentity();
    if (!(identity instanceof DelegationIdentity)) return undefined;
    const chain = identity.getDelegation();
    const principal = identity.getPrincipal();
    const { sessions } = this.#options;
    const kept = sessions && (await keptSession(sessions));
    if (kept === undefined) return { identity, principal, expiresAtMs: delegationExpiryMs(chain) };
    const userKey = new Uint8Array(chain.publicKey);
    this.#session = { kept, userKey };
    const renewing = new RenewingIdentity(kept.key, chain, {
      nowMs: this.#browser.nowMs,
      renew: () => kept.renew(userKey),
      onOver: () => void this.#end('expired'),
    });
    return { identity: renewing, principal, expiresAtMs: kept.endsAtMs };
  }

  #checkClock({ expiresAtMs }: SignedIn): void {
    const { maxTimeToLiveMs = TIME_TO_LIVE_MS } = this.#options;
    const leftMs = expiresAtMs - this.#browser.nowMs();
    const mostMs = Math.min(maxTimeToLiveMs, TIME_TO_LIVE_MS_MAX) + CLOCK_TOLERANCE_MS;
    if (leftMs > 0 && leftMs <= mostMs) return;
    void this.#end('signed_out');
    throw new SignInFailed('clock', `expected a delegation of at most ${mostMs} ms, got one of ${leftMs} ms`);
  }

  #become(signedIn: SignedIn | undefined, change: SignInChange): void {
    this.#signedIn = signedIn;
    this.#lastSeenMs = this.#browser.nowMs();
    this.#setTimers();
    for (const listener of this.#listeners) listener(change);
  }

  /** What is in memory is over at once; what is stored follows, and a new key for the next time. */
  async #end(change: SignInChange): Promise<void> {
    const client = this.#client;
    const wasSignedIn = this.#signedIn !== undefined;
    if (wasSignedIn) this.#become(undefined, change);
    await this.#browser.alone(async () => {
      await client?.logout();
      await keepSessionEnd(undefined);
    });
    this.#browser.tell('signed_out');
    await this.restore();
  }

  #hear(message: string): void {
    if (message === 'seen') this.#lastSeenMs = this.#browser.nowMs();
    if (message !== 'signed_in' && message !== 'signed_out') return;
    if (message === 'signed_out' && this.#signedIn !== undefined) this.#become(undefined, 'elsewhere');
    void this.restore().then(() => {
      if (this.#signedIn !== undefined) this.#become(this.#signedIn, 'elsewhere');
    });
  }

  #seePerson(): void {
    const nowMs = this.#browser.nowMs();
    if (this.#signedIn === undefined || this.#endIfOver()) return;
    if (nowMs - this.#lastSeenMs > SEEN_EVERY_MS) this.#browser.tell('seen');
    this.#lastSeenMs = nowMs;
  }

  /** A machine that slept wakes with its timers late: the clock decides. */
  #endIfOver(): boolean {
    if (this.#signedIn === undefined) return false;
    const nowMs = this.#browser.nowMs();
    if (nowMs >= this.#signedIn.expiresAtMs) void this.#end('expired');
    else if (nowMs - this.#lastSeenMs >= (this.#options.idleMs ?? IDLE_MS)) void this.#end('idle');
    else return false;
    return true;
  }

  #setTimers(): void {
    this.#stopTimers();
    this.#stopTimers = () => undefined;
    if (this.#signedIn === undefined) return;
    const nowMs = this.#browser.nowMs();
    const idleAtMs = this.#lastSeenMs + (this.#options.idleMs ?? IDLE_MS);
    const { identity, expiresAtMs } = this.#signedIn;
    const renewAtMs = identity instanceof RenewingIdentity ? identity.renewAtMs() : expiresAtMs;
    const waitMs = Math.max(Math.min(expiresAtMs, idleAtMs, renewAtMs) - nowMs, 0);
    this.#stopTimers = this.#browser.after(Math.min(waitMs, TIMER_MS_MAX), () => void this.#wake());
  }

  /** Ends what is over, renews what will be soon; a renewal that fails is tried again. */
  async #wake(): Promise<void> {
    if (this.#endIfOver()) return;
    const identity = this.#signedIn?.identity;
    if (identity instanceof RenewingIdentity && identity.renewAtMs() <= this.#browser.nowMs())
      await identity.renew().catch(() => undefined);
    this.#setTimers();
  }
}

/** Other tabs hear of a person no oftener. */
const SEEN_EVERY_MS = 10_000;

/** What renews sessions is fetched with the first of them; where it cannot be, the delegation is good until its end. */
async function keptSession(sessions: SessionsOptions): Promise<KeptSession | undefined> {
  if ((await readSessionEnd()) === undefined) return undefined;
  const part = await import('./session-renewal.ts').catch(() => undefined);
  return part?.readKeptSession(sessions);
}

/** Of the provider's answer: when its session ends. */
function sessionEndMs(answer: object | undefined): number | undefined {
  const { sessionEndsAt } = (answer ?? {}) as { readonly sessionEndsAt?: unknown };
  return typeof sessionEndsAt === 'bigint' ? Number(sessionEndsAt / NS_PER_MS) : undefined;
}

function refusal(reason: string | undefined): SignInFailed {
  if (reason === ERROR_USER_INTERRUPT)
    return new SignInFailed('window_closed', 'expected an answer, got a closed window');
  const options = reason === undefined ? {} : { reason };
  return new SignInFailed(
    'refused',
    `the identity provider refuses: ${reason ?? 'no reason given'}`,
    options,
  );
}
