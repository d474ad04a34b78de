/** A demonstration person as the portal tells of her: the phrase is public, the person invented. */
export interface ListedPerson {
  readonly name: string;
  readonly role: string;
  readonly phrase: string;
}

/** What pages are told by the file `/indus.json` of their own origin. */
export interface PageConfiguration {
  /** `embedded`, `ic`, or another network of `dfx.json`. */
  readonly network: string;
  /** Public key of the network, DER in hexadecimal; absent: the Internet Computer's own. */
  readonly rootKey?: string;
  /** Canister ids in text. */
  readonly canisters: Readonly<Record<string, string>>;
  /** Address of the page where people sign in. */
  readonly identityProvider: string;
  /** Origin by which people's principals are derived, where the portal is reached under several. */
  readonly derivationOrigin?: string;
  /** Whether people and records are invented. */
  readonly demonstration: boolean;
  readonly people?: readonly ListedPerson[];
}

/** Name and place of the file. */
export const CONFIGURATION_PATH = '/indus.json';

/** The canisters that pages speak to. */
export const PAGE_CANISTERS = ['registry', 'vault', 'identity'] as const;

/** Where Internet Identity is. */
export const INTERNET_IDENTITY = 'https://id.ai';
