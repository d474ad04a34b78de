import { openRegistry, propose, type registry, type Registry, RegistryRefused } from '@indus/client';
import type { DemonstrationPeople } from './demonstration.ts';
import { carried, type Seeding } from './seed-registry.ts';

/** A purpose that the demonstration reads for. */
export const DEMONSTRATION_PURPOSE = 'health.treatment';

/** Classes of the demonstration's records; bodies of the second are encrypted by the client. */
export const DEMONSTRATION_CLASSES = { open: 'education.degree', sealed: 'health.prescription' } as const;

/** What to define, and for whom. */
export interface CodeSeeding extends Seeding {
  readonly health: bigint;
  readonly education: bigint;
  readonly people: DemonstrationPeople;
}

/**
 * Defines, as the board would, what a vault goes by: a purpose, two record classes, an officer in each of two organisations.
 * Errors: RegistryRefused, CallFailed, ProofInvalid; CommandFailed when the board does not suffice.
 */
export async function seedCodes({ canisterId, approvers, ...seeding }: CodeSeeding): Promise<void> {
  const { health, education, people } = seeding;
  const board = approvers.map((connection) => openRegistry(connection, canisterId));
  const officer = (organisation: bigint, member: DemonstrationPeople['citizen']): registry.Action => ({
    grant_role: { organisation, member: member.getPrincipal(), role: { officer: null } },
  });
  const recordClass = (code: string, issuer: bigint, sealed: boolean, names: registry.Names) => ({
    define_record_class: { code, names, sealed, issuers: BigUint64Array.of(issuer) },
  });
  const actions: registry.Action[] = [
    officer(health, people.healthOfficer),
    officer(education, people.educationOfficer),
    {
      define_purpose: {
        code: DEMONSTRATION_PURPOSE,
        names: named('Medical treatment', 'طبی علاج'),
        bases: [{ consent: null }],
        statute: [],
      },
    },
    recordClass(DEMONSTRATION_CLASSES.open, education, false, named('University degree', 'جامعہ کی سند')),
    recordClass(DEMONSTRATION_CLASSES.sealed, health, true, named('Prescription', 'نسخہ')),
  ];
  for (const action of actions) await enacted(board, action);
}

/** Whether now or in a run before that was interrupted. */
async function enacted(board: readonly Registry[], action: registry.Action): Promise<void> {
  const [proposer] = board;
  if (!proposer) return;
  try {
    await carried(board, (await propose(proposer, action)).id);
  } catch (error) {
    if (!(error instanceof RegistryRefused && 'RoleAlreadyGranted' in error.error)) throw error;
  }
}

function named(en: string, ur: string): registry.Names {
  return { en: `${en} (demonstration)`, ur: `${ur} (نمونہ)`, ps: [], pnb: [], sd: [] };
}
