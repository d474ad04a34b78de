import { fromHex } from '@indus/client';
import { ConfigurationInvalid } from './configuration-invalid.ts';

/** What a page is told by the file `/indus.json` of its own origin. */
export interface Configuration {
  /** Name of the network: `embedded`, `ic`, or one of dfx.json. */
  readonly network: string;
  /** Public key of the network, DER; absent: the Internet Computer's own. */
  readonly rootKey?: Uint8Array;
  /** Canister ids as text. */
  readonly canisters: { readonly registry: string; readonly vault: string; readonly identity?: string };
  /** Address of the page where people sign in. */
  readonly identityProvider: string;
  /** Origin by which people's principals are derived, where the portal is reached under several. */
  readonly derivationOrigin?: string;
  /** Whether people and records are invented; the page says so everywhere. */
  readonly demonstration: boolean;
  /** Whom anybody may sign in as, where people are invented. */
  readonly people?: readonly DemonstrationPerson[];
}

/** An invented person. Her recovery phrase is public. */
export interface DemonstrationPerson {
  readonly name: string;
  readonly role: string;
  readonly phrase: string;
}

/** Where pages of the Internet Computer's own network reach its interface. */
const INTERNET_COMPUTER = 'https://icp-api.io';

/**
 * Reads the page's configuration.
 * Errors: ConfigurationInvalid when the file is not there or is not what it must be.
 */
export async function readConfiguration(fetcher: typeof fetch = fetch): Promise<Configuration> {
  let given: unknown;
  try {
    const answer = await fetcher('/indus.json', { cache: 'no-store' });
    if (!answer.ok) throw new ConfigurationInvalid(`expected /indus.json, got HTTP status ${answer.status}`);
    given = await answer.json();
  } catch (cause) {
    if (cause instanceof ConfigurationInvalid) throw cause;
    throw new ConfigurationInvalid('expected /indus.json, got no JSON', { cause });
  }
  return parseConfiguration(given);
}

/** The configuration in a parsed `/indus.json`. Errors: ConfigurationInvalid. */
export function parseConfiguration(given: unknown): Configuration {
  const file = asRecord(given, 'a configuration');
  const canisters = asRecord(file['canisters'], 'canisters');
  const { rootKey, derivationOrigin, people } = file;
  const { identity } = canisters;
  return {
    network: asText(file['network'], 'network'),
    canisters: {
      registry: asText(canisters['registry'], 'canisters.registry'),
      vault: asText(canisters['vault'], 'canisters.vault'),
      ...(identity === undefined ? {} : { identity: asText(identity, 'canisters.identity') }),
    },
    identityProvider: asText(file['identityProvider'], 'identityProvider'),
    demonstration: file['demonstration'] === true,
    ...(rootKey === undefined ? {} : { rootKey: asBytes(rootKey, 'rootKey') }),
    ...(derivationOrigin === undefined
      ? {}
      : { derivationOrigin: asText(derivationOrigin, 'derivationOrigin') }),
    ...(Array.isArray(people) ? { people: people.map(asPerson) } : {}),
  };
}

/** Address of the network's interface: the page's own origin, but on the Internet Computer. */
export function networkAddress({ network }: Configuration, origin: string): string {
  return network === 'ic' ? INTERNET_COMPUTER : origin;
}

function asPerson(given: unknown): DemonstrationPerson {
  const { name, role, phrase } = asRecord(given, 'a person');
  return { name: asText(name, 'name'), role: asText(role, 'role'), phrase: asText(phrase, 'phrase') };
}

function asRecord(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new ConfigurationInvalid(`expected ${what} as an object, got ${typeof value}`);
}

function asText(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new ConfigurationInvalid(`expected ${what} as text, got ${typeof value}`);
}

function asBytes(value: unknown, what: string): Uint8Array {
  const bytes = fromHex(asText(value, what));
  if (!bytes) throw new ConfigurationInvalid(`expected ${what} as hexadecimal digits`);
  return bytes;
}
