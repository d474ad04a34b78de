import { HASH_SIZE_BYTES } from '@indus/kit/sha256';
import { caseOf } from '@indus/kit/variant';
import { checkNewPurpose } from './check-purpose.ts';
import { checkList, checkPeriod, checkSize } from './check-text.ts';
import type { Duration } from './codes.ts';
import type { ConsentTerms } from './consent.ts';
import { durationNs } from './duration.ts';
import { CONSENT_LIFE_MAX_NS, DATA_LIFE_MAX_NS, FREQUENCY_READS_MAX, RECORD_CLASSES_MAX } from './limits.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

/**
 * Holds the terms of a consent that is to be asked for or given against the registry and their bounds.
 * Errors: DirectoryStale; Invalid with the field; OrganisationSuspended; UnknownPurpose, BasisNotAllowed;
 * UnknownRecordClass, also for a retired one.
 */
export function checkTerms({ vault, env }: Pick<Visit, 'vault' | 'env'>, terms: ConsentTerms): void {
  vault.access.requireFresh(env);
  checkTimes(terms, env.nowNs);
  checkList('terms.consent_types', terms.consent_types.map(caseOf), 1, 3);
  checkList('terms.record_classes', terms.record_classes, 1, RECORD_CLASSES_MAX);
  checkDuration('terms.data_life', terms.data_life);
  checkFrequency(terms.frequency);
  for (const hash of terms.reader_module_hash) {
    checkSize('terms.reader_module_hash', hash, HASH_SIZE_BYTES, HASH_SIZE_BYTES);
  }
  checkOrganisation(vault, 'terms.consumer', terms.consumer);
  for (const provider of terms.provider) checkOrganisation(vault, 'terms.provider', provider);
  checkBasis(vault, terms);
  for (const code of terms.record_classes) {
    const known = vault.directory.recordClass(code);
    if (known === undefined || known.retired) refuse({ UnknownRecordClass: { code } });
  }
}

function checkTimes(terms: ConsentTerms, nowNs: bigint): void {
  const { consent_start_ns: startNs, consent_expiry_ns: expiryNs } = terms;
  if (startNs >= expiryNs) refuseInvalid('terms.consent_start_ns', 'expected a start before the expiry');
  if (expiryNs <= nowNs)
    refuseInvalid('terms.consent_expiry_ns', 'expected an expiry that is yet to come', nowNs);
  const fromNs = startNs < nowNs ? startNs : nowNs;
  if (expiryNs - fromNs > CONSENT_LIFE_MAX_NS) {
    refuseInvalid(
      'terms.consent_expiry_ns',
      `expected an expiry up to ${CONSENT_LIFE_MAX_NS} ns after the start and after now`,
      fromNs + CONSENT_LIFE_MAX_NS,
    );
  }
  checkPeriod('terms.data_from_ns', terms.data_from_ns, terms.data_to_ns);
}

function checkDuration(field: string, duration: Duration): void {
  if (duration.value < 1) refuseInvalid(field, 'expected a value of at least 1', 1);
  const lifeNs = durationNs(duration);
  if (lifeNs === undefined || lifeNs <= DATA_LIFE_MAX_NS) return;
  refuseInvalid(
    field,
    `expected up to ${DATA_LIFE_MAX_NS} ns, or no end, got ${lifeNs} ns`,
    DATA_LIFE_MAX_NS,
  );
}

function checkFrequency({ value }: Duration): void {
  if (value >= 1 && value <= FREQUENCY_READS_MAX) return;
  refuseInvalid(
    'terms.frequency',
    `expected 1 to ${FREQUENCY_READS_MAX} reads within each unit, got ${value}`,
    FREQUENCY_READS_MAX,
  );
}

/** Errors: Invalid for one that the registry does not know; OrganisationSuspended. */
function checkOrganisation(vault: Vault, field: string, organisation: bigint): void {
  const known = vault.directory.organisation(organisation);
  if (known === undefined)
    refuseInvalid(field, `expected an organisation of the registry, got ${organisation}`);
  if ('suspended' in known.status) refuse({ OrganisationSuspended: { organisation } });
}

/** A consent rests on itself or on a statute that asks for it; warrants and emergencies have doors of their own. */
function checkBasis(vault: Vault, terms: ConsentTerms): void {
  const basis = caseOf(terms.legal_basis);
  if (basis !== 'consent' && basis !== 'statute') {
    refuse({ BasisNotAllowed: { purpose: terms.purpose_code, basis } });
  }
  checkNewPurpose(vault, terms.purpose_code, basis);
}
