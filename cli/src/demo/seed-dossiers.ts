import { CLASSES, PURPOSES } from './demonstration-codes.ts';
import { DECISION_FACTORS, DECISION_TEXTS } from './demonstration-decision.ts';
import { type Actor, bytes, DAY_NS, type DossierPlace, DossierWriter } from './dossier-writer.ts';

const HEALTH: Actor = ['healthOfficer', 'health'];
const HOSPITAL: Actor = ['healthOfficer', 'hospital'];
const EDUCATION: Actor = ['educationOfficer', 'education'];
const LAND: Actor = ['registrar', 'land'];
const COURT: Actor = ['judge', 'court'];
const CHILDHOOD_NS = 6n * 365n * DAY_NS;
const SEAL_DAYS = 30;

/**
 * Writes what ministries hold on the demonstration's citizens, what they asked for, and who looked. `algorithm` takes part
 * in a decision.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function seedDossiers(place: DossierPlace, algorithm: bigint): Promise<void> {
  await Promise.all([seedCitizen(place, algorithm), seedGuardian(place), seedChild(place)]);
}

async function seedCitizen(place: DossierPlace, algorithm: bigint): Promise<void> {
  const dossier = new DossierWriter(place, 'citizen');
  const { subject } = dossier;
  await dossier.issue(EDUCATION, CLASSES.degree, 'Bachelor of Science, 2024 (demonstration)');
  await dossier.issue(HEALTH, CLASSES.vaccination, 'Hepatitis B, third dose, 2026 (demonstration)');
  await dossier.issue(LAND, CLASSES.title, 'Plot 17, village Demonstration, 2 acres (demonstration)');
  await dossier.issue(HEALTH, CLASSES.prescription, 'Paracetamol 500 mg (demonstration)', true);
  await dossier.by('registrar', 'amend_record', {
    subject,
    record_id: 3n,
    from_ns: place.nowNs - 365n * DAY_NS,
    to_ns: place.nowNs - DAY_NS,
    media_type: 'text/plain',
    body: bytes('Plot 17, village Demonstration, 2.5 acres (demonstration)'),
    reason: 'Measured again (demonstration)',
    organisation: dossier.organisation('land'),
    on_behalf_of: [],
    idempotency_key: bytes('demonstration amendment'),
  });
  await seedConsents(dossier);
  await seedReads(dossier);
  await seedRights(dossier);
  await dossier.by('educationOfficer', 'issue_decision', {
    subject,
    organisation: dossier.organisation('education'),
    purpose: PURPOSES.scholarship,
    algorithm: [{ id: algorithm, version: 1, model_sha256: [], receipt_sha256: [] }],
    outcome: DECISION_TEXTS.outcome,
    reasons: DECISION_TEXTS.reasons,
    factors: [...DECISION_FACTORS],
    counterfactual: [DECISION_TEXTS.counterfactual],
    idempotency_key: bytes('demonstration decision'),
  });
}

/** The first waits for her word, the second holds, the third is revoked. */
async function seedConsents(dossier: DossierWriter): Promise<void> {
  const { subject } = dossier;
  await dossier.ask(EDUCATION, PURPOSES.scholarship, [CLASSES.title]);
  await dossier.ask(HEALTH, PURPOSES.treatment, [CLASSES.vaccination, CLASSES.prescription]);
  await dossier.ask(LAND, PURPOSES.land, [CLASSES.degree]);
  await dossier.grant(2n);
  await dossier.grant(3n);
  await dossier.own('change_consent', { subject, consent: 3n, to: { revoked: null } });
}

async function seedReads(dossier: DossierWriter): Promise<void> {
  await dossier.read(HEALTH, { consent: 2n }, PURPOSES.treatment, [CLASSES.vaccination]);
  await dossier.read(EDUCATION, { consent: 1n }, PURPOSES.scholarship, [CLASSES.title]);
  await dossier.read(LAND, { consent: 3n }, PURPOSES.land, [CLASSES.degree]);
  const reference = 'File 2026/17 (demonstration)';
  await dossier.read(LAND, { statute: { reference } }, PURPOSES.land, [CLASSES.title]);
  const reason = 'Unconscious after an accident, vaccinations unknown (demonstration)';
  await dossier.read(HOSPITAL, { break_glass: { reason } }, PURPOSES.emergency, [CLASSES.vaccination]);
  const warrant = { reference: 'Order 4/2026 (demonstration)', seal_days: SEAL_DAYS };
  await dossier.read(COURT, { warrant }, PURPOSES.inquiry, [CLASSES.title]);
}

/** One ticket is close to its end, the other is answered. */
async function seedRights(dossier: DossierWriter): Promise<void> {
  const { subject } = dossier;
  await dossier.own('open_ticket', {
    subject,
    right: { rectification: { record_id: 2n, claim: 'It was the second dose (demonstration)' } },
    organisation: dossier.organisation('health'),
    idempotency_key: bytes('demonstration rectification'),
  });
  await dossier.own('open_ticket', {
    subject,
    right: { access: null },
    organisation: dossier.organisation('education'),
    idempotency_key: bytes('demonstration access'),
  });
  await dossier.by('educationOfficer', 'answer_ticket', {
    subject,
    ticket: 2n,
    organisation: dossier.organisation('education'),
    done: true,
    answer: 'All that is held on you is in your vault (demonstration)',
  });
}

async function seedGuardian(place: DossierPlace): Promise<void> {
  const dossier = new DossierWriter(place, 'guardian');
  await dossier.issue(LAND, CLASSES.title, 'Plot 4, village Demonstration, 1 acre (demonstration)');
  await dossier.issue(HEALTH, CLASSES.vaccination, 'Tetanus, 2026 (demonstration)');
  await dossier.ask(HEALTH, PURPOSES.treatment, [CLASSES.vaccination]);
}

async function seedChild(place: DossierPlace): Promise<void> {
  const dossier = new DossierWriter(place, 'child');
  await dossier.issue(HEALTH, CLASSES.vaccination, 'Polio, fourth dose, 2026 (demonstration)');
  await dossier.issue(EDUCATION, CLASSES.enrolment, 'Class 6, Demonstration School, 2026 (demonstration)');
  await dossier.by('registrar', 'appoint_guardian', {
    subject: dossier.subject,
    guardian: place.people.guardian.getPrincipal(),
    of_age_at_ns: place.nowNs + CHILDHOOD_NS,
    acts: [{ read: null }, { consent: null }, { tickets: null }, { appeal: null }],
    organisation: dossier.organisation('registration'),
    idempotency_key: bytes('demonstration guardian'),
  });
  await dossier.ask(EDUCATION, PURPOSES.scholarship, [CLASSES.vaccination]);
}
