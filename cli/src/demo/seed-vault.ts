import { setTimeout as pause } from 'node:timers/promises';
import {
  act,
  type Connection,
  type Identity,
  issueSealedRecord,
  openVault,
  type Principal,
  type vault as vaultTypes,
  VaultRefused,
} from '@indus/client';
import { CLASSES, PURPOSES } from './demonstration-codes.ts';
import type { KeyFilePeople } from './key-file-people.ts';

const DAY_NS = 86_400_000_000_000n;
/** How often a vault that has just started is asked again until it has read the registry. */
const ATTEMPTS_MAX = 120;
const ATTEMPT_MS = 250;

/** Whose vault to fill, and who does it. */
export interface VaultSeeding {
  readonly vault: Principal;
  readonly health: bigint;
  readonly education: bigint;
  readonly people: KeyFilePeople;
  readonly connect: (identity: Identity) => Connection;
}

/**
 * Writes the dossier of the citizen of the key files: a degree, a prescription that only she can open, and a consent that waits for
 * her word. To repeat it changes nothing.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function seedVault(seeding: VaultSeeding): Promise<void> {
  const { vault, health, education, people, connect } = seeding;
  const subject = people.citizen.getPrincipal();
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  const record = (over: Pick<vaultTypes.IssueRequest, 'class' | 'organisation' | 'body'>) => ({
    ...over,
    subject,
    detail: { summary: null },
    from_ns: nowNs - 365n * DAY_NS,
    to_ns: nowNs - DAY_NS,
    media_type: 'text/plain',
    on_behalf_of: [] as [],
    idempotency_key: text(`demonstration ${over.class}`),
  });
  const educationVault = openVault(connect(people.educationOfficer), vault);
  const healthVault = openVault(connect(people.healthOfficer), vault);
  const degree = record({
    class: CLASSES.degree,
    organisation: education,
    body: text('Bachelor of Science, 2024 (demonstration)'),
  });
  await untilReady(() => act(educationVault, subject, 'issue_record', degree));
  const prescription = record({
    class: CLASSES.prescription,
    organisation: health,
    body: text('Paracetamol 500 mg (demonstration)'),
  });
  await untilReady(() => issueSealedRecord(healthVault, prescription));
  await act(healthVault, subject, 'request_consent', {
    terms: consentTerms({ subject, consumer: health, nowNs }),
    on_behalf_of: [],
    idempotency_key: text('demonstration consent'),
  });
}

function consentTerms(of: {
  readonly subject: Principal;
  readonly consumer: bigint;
  readonly nowNs: bigint;
}): vaultTypes.ConsentTerms {
  const { subject, consumer, nowNs } = of;
  return {
    consent_start_ns: nowNs,
    consent_expiry_ns: nowNs + 365n * DAY_NS,
    mode: { view: null },
    fetch_type: { periodic: null },
    consent_types: [{ summary: null }],
    consumer,
    provider: [],
    customer: subject,
    purpose_code: PURPOSES.treatment,
    record_classes: [CLASSES.degree],
    data_from_ns: nowNs - 730n * DAY_NS,
    data_to_ns: nowNs + 365n * DAY_NS,
    data_life: { unit: { month: null }, value: 3 },
    frequency: { unit: { day: null }, value: 10 },
    legal_basis: { consent: null },
    reader_module_hash: [],
  };
}

/** A vault decides nothing before it has read the registry and drawn its secret: some rounds after its installation. */
async function untilReady(call: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await call();
      return;
    } catch (error) {
      const isEarly =
        error instanceof VaultRefused && ('DirectoryStale' in error.error || 'NotReady' in error.error);
      if (!isEarly || attempt >= ATTEMPTS_MAX) throw error;
      await pause(ATTEMPT_MS);
    }
  }
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
