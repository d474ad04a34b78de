import { createHash } from 'node:crypto';
import {
  act,
  type Identity,
  issueSealedRecord,
  type Principal,
  readRecords,
  type Vault,
  type vault as vaultTypes,
  VaultRefused,
} from '@indus/client';
import { type OrganisationKey, ORGANISATIONS, type PersonKey } from './demonstration-people.ts';
import type { People } from './people-at-origin.ts';

/** Where and for whom dossiers are written. */
export interface DossierPlace {
  /** The vault as somebody reaches it. */
  readonly open: (identity: Identity) => Vault;
  readonly people: People;
  /** Ids of the organisations, in their order. */
  readonly organisations: readonly bigint[];
  /** Units: nanoseconds since 1970-01-01 UTC. */
  readonly nowNs: bigint;
}

/** Units: nanoseconds. */
export const DAY_NS = 86_400_000_000_000n;
/** Refusals that say that a step was done before, when a seeding goes on after an interruption. */
const DONE = ['IdempotencyConflict', 'IllegalTransition', 'TicketClosed'];

/** Who acts in which organisation. */
export type Actor = readonly [PersonKey, OrganisationKey];

/** Writes the dossier of one demonstration person, as the people who would. */
export class DossierWriter {
  readonly subject: Principal;
  readonly #place: DossierPlace;
  readonly #own: Vault;

  constructor(place: DossierPlace, subject: PersonKey) {
    this.#place = place;
    this.subject = place.people[subject].getPrincipal();
    this.#own = place.open(place.people[subject]);
  }

  /** The id of an organisation. */
  organisation(key: OrganisationKey): bigint {
    return this.#place.organisations[ORGANISATIONS[key]] ?? 0n;
  }

  /** Issues a record. */
  async issue([person, organisation]: Actor, code: string, body: string, sealed = false): Promise<void> {
    const { nowNs } = this.#place;
    const request: vaultTypes.IssueRequest = {
      subject: this.subject,
      class: code,
      detail: { summary: null },
      from_ns: nowNs - 365n * DAY_NS,
      to_ns: nowNs - DAY_NS,
      media_type: 'text/plain',
      body: bytes(body),
      organisation: this.organisation(organisation),
      on_behalf_of: [],
      idempotency_key: bytes(`demonstration ${code}`),
    };
    const vault = this.#as(person);
    await once(() =>
      sealed ? issueSealedRecord(vault, request) : act(vault, this.subject, 'issue_record', request),
    );
  }

  /** Asks for a consent to read classes; ids are dense, so the caller knows which it becomes. */
  async ask([person, organisation]: Actor, purpose: string, classes: readonly string[]): Promise<void> {
    const { nowNs } = this.#place;
    const terms: vaultTypes.ConsentTerms = {
      consent_start_ns: nowNs,
      consent_expiry_ns: nowNs + 180n * DAY_NS,
      mode: { view: null },
      fetch_type: { periodic: null },
      consent_types: [{ summary: null }],
      consumer: this.organisation(organisation),
      provider: [],
      customer: this.subject,
      purpose_code: purpose,
      record_classes: [...classes],
      data_from_ns: nowNs - 730n * DAY_NS,
      data_to_ns: nowNs + 365n * DAY_NS,
      data_life: { unit: { month: null }, value: 3 },
      frequency: { unit: { day: null }, value: 10 },
      legal_basis: { consent: null },
      reader_module_hash: [],
    };
    const idempotency_key = bytes(`demonstration ${organisation} ${purpose}`);
    const request = { terms, on_behalf_of: [] as [], idempotency_key };
    await once(() => act(this.#as(person), this.subject, 'request_consent', request));
  }

  /** The subject herself acts. */
  async own<Method extends Parameters<typeof act>[2]>(
    method: Method,
    request: Parameters<typeof act<Method>>[3],
  ): Promise<void> {
    await once(() => act(this.#own, this.subject, method, request));
  }

  /** The subject agrees. */
  grant(consent: bigint): Promise<void> {
    const shown_sha256 = new Uint8Array(createHash('sha256').update('demonstration').digest());
    return this.own('grant_consent', {
      subject: this.subject,
      consent,
      language: { ur: null },
      shown_sha256,
    });
  }

  /** Somebody else acts. */
  async by<Method extends Parameters<typeof act>[2]>(
    person: PersonKey,
    method: Method,
    request: Parameters<typeof act<Method>>[3],
  ): Promise<void> {
    await once(() => act(this.#as(person), this.subject, method, request));
  }

  /** Somebody reads, or tries to: a denial stands in the ledger too. */
  async read(
    [person, organisation]: Actor,
    basis: vaultTypes.Basis,
    purpose: string,
    classes: readonly string[],
  ): Promise<void> {
    const { nowNs } = this.#place;
    try {
      await readRecords(this.#as(person), {
        subject: this.subject,
        basis,
        purpose: [purpose],
        organisation: [this.organisation(organisation)],
        on_behalf_of: [],
        mode: { view: null },
        record_classes: [...classes],
        details: [{ summary: null }],
        from_ns: nowNs - 730n * DAY_NS,
        to_ns: nowNs + 365n * DAY_NS,
        cursor: [],
        limit: 20,
      });
    } catch (error) {
      if (!(error instanceof VaultRefused && 'ConsentNotActive' in error.error)) throw error;
    }
  }

  #as(person: PersonKey): Vault {
    return this.#place.open(this.#place.people[person]);
  }
}

async function once(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof VaultRefused && DONE.some((refusal) => refusal in error.error))) throw error;
  }
}

/** The bytes of a text. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
