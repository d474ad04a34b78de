import { equalBytes } from '@indus/kit/bytes';
import { caseOf } from '@indus/kit/variant';
import type { Detail } from './codes.ts';
import type { Consent, ConsentMode } from './consent.ts';
import { useOnce } from './consent-use.ts';
import type { ConsentUse } from './consent-use.ts';
import { durationNs, unitNs } from './duration.ts';
import { refuse } from './refuse.ts';

/** A read that claims a consent. */
export interface ConsentClaim {
  readonly nowNs: bigint;
  readonly organisation: bigint;
  readonly purpose: string;
  readonly mode: ConsentMode;
  readonly recordClasses: readonly string[];
  readonly details: readonly Detail[];
  readonly fromNs: bigint;
  readonly toNs: bigint;
  /** Hash of the module that reads, as the registry verified it; nothing when a person reads. */
  readonly readerModuleHash: Uint8Array | undefined;
}

/** What a consent allows of a claim. */
export interface ConsentedRead {
  readonly nextUse: ConsentUse;
  /** Until when the reader may keep what it reads; nothing without end. */
  readonly deleteByNs: bigint | undefined;
  /** Only records of this issuer; nothing: of any. */
  readonly provider: bigint | undefined;
}

/**
 * Holds a read against every field of the consent that it claims.
 * Errors, in this order: ConsentNotActive, ConsentNotStarted, ConsentExpired, ConsumerMismatch, PurposeMismatch,
 * ReaderModuleMismatch, ModeNotConsented, DetailNotConsented, ClassNotConsented, OutOfDataRange, AlreadyFetched,
 * FrequencyExceeded.
 * Source: ReBIT Account Aggregator specification, consent artefact.
 */
export function checkConsent(consent: Consent, claim: ConsentClaim, use: ConsentUse): ConsentedRead {
  checkLife(consent, claim.nowNs);
  checkReader(consent, claim);
  checkScope(consent, claim);
  const { id, terms } = consent;
  const [lastReadAtNs] = consent.last_read_at_ns;
  if ('onetime' in terms.fetch_type && lastReadAtNs !== undefined) {
    refuse({ AlreadyFetched: { consent: id, at_ns: lastReadAtNs } });
  }
  const { unit, value } = terms.frequency;
  const limits = { startNs: terms.consent_start_ns, unitNs: unitNs(unit), readsMax: value };
  const counted = useOnce(use, limits, claim.nowNs);
  if ('nextAtNs' in counted) refuse({ FrequencyExceeded: { consent: id, next_at_ns: counted.nextAtNs } });
  const life = durationNs(terms.data_life);
  return {
    nextUse: counted.next,
    deleteByNs: life === undefined ? undefined : claim.nowNs + life,
    provider: terms.provider[0],
  };
}

function checkLife({ id, status, terms }: Consent, nowNs: bigint): void {
  const expired_at_ns = terms.consent_expiry_ns;
  if ('active' in status) {
    if (nowNs < terms.consent_start_ns) {
      refuse({ ConsentNotStarted: { consent: id, starts_at_ns: terms.consent_start_ns } });
    }
    if (nowNs >= expired_at_ns) refuse({ ConsentExpired: { consent: id, expired_at_ns } });
    return;
  }
  if ('expired' in status) refuse({ ConsentExpired: { consent: id, expired_at_ns } });
  refuse({ ConsentNotActive: { consent: id, status } });
}

function checkReader({ id, terms }: Consent, claim: ConsentClaim): void {
  if (claim.organisation !== terms.consumer) {
    refuse({ ConsumerMismatch: { consent: id, consumer: terms.consumer } });
  }
  if (claim.purpose !== terms.purpose_code) {
    refuse({ PurposeMismatch: { consent: id, expected: terms.purpose_code } });
  }
  const [expected] = terms.reader_module_hash;
  const found = claim.readerModuleHash;
  if (expected !== undefined && (found === undefined || !equalBytes(expected, found))) {
    refuse({ ReaderModuleMismatch: { consent: id, expected, found: found === undefined ? [] : [found] } });
  }
}

function checkScope({ id, terms }: Consent, claim: ConsentClaim): void {
  if (caseOf(claim.mode) !== caseOf(terms.mode)) {
    refuse({ ModeNotConsented: { consent: id, mode: claim.mode } });
  }
  const details = terms.consent_types.map((detail) => caseOf(detail));
  const detail = claim.details.find((asked) => !details.includes(caseOf(asked)));
  if (detail !== undefined) refuse({ DetailNotConsented: { consent: id, detail } });
  const recordClass = claim.recordClasses.find((asked) => !terms.record_classes.includes(asked));
  if (recordClass !== undefined) refuse({ ClassNotConsented: { consent: id, class: recordClass } });
  if (claim.fromNs < terms.data_from_ns || claim.toNs > terms.data_to_ns) {
    refuse({
      OutOfDataRange: { consent: id, from_ns: terms.data_from_ns, to_ns: terms.data_to_ns },
    });
  }
}
