import type { registry } from '@indus/client';
import type { ListedPerson } from '../site/page-configuration.ts';

/** Organisations of the demonstration, by their place in the list of those that are admitted. */
export const ORGANISATIONS = {
  health: 0,
  education: 1,
  land: 2,
  court: 3,
  hospital: 4,
  dataProtection: 5,
  registration: 6,
} as const;

/** One of them. */
export type OrganisationKey = keyof typeof ORGANISATIONS;

/** A demonstration person: she does not exist, and anybody may be her by her public recovery phrase. */
export interface DemonstrationPerson extends ListedPerson {
  readonly roles: readonly (readonly [OrganisationKey, registry.Role])[];
}

const ADMIN = { admin: null };
const OFFICER = { officer: null };
const DEVELOPER = { developer: null };
const AUDITOR = { auditor: null };
const JUDGE = { judge: null };
const DATA_PROTECTION = { data_protection: null };

/** The people who sign in to the portal of a demonstration. A phrase is BIP-39 of the hash of what it stands for. */
export const DEMONSTRATION_PEOPLE = {
  citizen: {
    name: 'Amina Bibi · آمنہ بی بی',
    role: 'citizen',
    phrase:
      'piano narrow nation box frequent edge large social unlock alter benefit year stadium clap mother year situate absurd book file desk soon hunt cloth',
    roles: [],
  },
  guardian: {
    name: 'Karim Bakhsh · کریم بخش',
    role: 'guardian',
    phrase:
      'original wool execute broccoli debate stable wood matrix grief grant meat immense sister item jealous sight clever fitness main accuse buzz hawk since dirt',
    roles: [],
  },
  child: {
    name: 'Laiba Karim · لائبہ کریم',
    role: 'child',
    phrase:
      'lend brain stage season oyster picnic govern pill chair camp napkin shuffle fun tourist crawl forest expect electric submit empty napkin rice palace night',
    roles: [],
  },
  healthOfficer: {
    name: 'Dr Sana Yousafzai · ڈاکٹر ثنا یوسفزئی',
    role: 'officer',
    phrase:
      'among wash service evolve certain will arrange matrix elite cruel blame phone guess decorate search diagram ankle speak food cluster below squeeze twin derive',
    roles: [
      ['health', OFFICER],
      ['hospital', OFFICER],
    ],
  },
  educationOfficer: {
    name: 'Imran Sheikh · عمران شیخ',
    role: 'officer',
    phrase:
      'truth dirt pumpkin clip soft urban candy shock steak level submit city ridge subway marble dish useful hotel bridge order expect prison spring chicken',
    roles: [['education', OFFICER]],
  },
  registrar: {
    name: 'Zahid Mirani · زاہد میرانی',
    role: 'officer',
    phrase:
      'visual strong timber sound spawn produce summer decline select reopen film income excess horn exit goddess expire author organ whale estate worry gown river',
    roles: [
      ['registration', OFFICER],
      ['land', OFFICER],
    ],
  },
  judge: {
    name: 'Bilal Ahmed · بلال احمد',
    role: 'judge',
    phrase:
      'cradle horror awful turtle smart decade outdoor orphan lamp property tourist brand initial moment famous breeze story sudden palm first spin subway nuclear rookie',
    roles: [['court', JUDGE]],
  },
  auditor: {
    name: 'Rabia Qureshi · رابعہ قریشی',
    role: 'auditor',
    phrase:
      'certain element good destroy venture fox yard garden jelly north prefer embody oval vintage item baby eagle eager honey mammal trust high typical surface',
    roles: [['dataProtection', AUDITOR]],
  },
  dataProtection: {
    name: 'Noor Khan · نور خان',
    role: 'data_protection',
    phrase:
      'parrot trap heart sniff stone black rain team strike season story object sister noise thumb record swim action waste diary fork rare bounce soup',
    roles: [
      ['dataProtection', DATA_PROTECTION],
      ['hospital', DATA_PROTECTION],
    ],
  },
  developer: {
    name: 'Hina Soomro · حنا سومرو',
    role: 'developer',
    phrase:
      'manage project problem end text crew demise total bar fault dune advice frozen scan conduct neglect behave rebuild alert unaware receive cargo page art',
    roles: [
      ['education', ADMIN],
      ['education', DEVELOPER],
    ],
  },
} as const satisfies Readonly<Record<string, DemonstrationPerson>>;

/** One of the people. */
export type PersonKey = keyof typeof DEMONSTRATION_PEOPLE;

/** What the portal tells of them. */
export function listedPeople(): ListedPerson[] {
  return Object.values(DEMONSTRATION_PEOPLE).map(({ name, role, phrase }) => ({ name, role, phrase }));
}
