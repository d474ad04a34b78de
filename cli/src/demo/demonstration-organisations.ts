import type { registry } from '@indus/client';

/** Organisations that do not exist, marked as such in every language, for a first look at the portal. */
export const DEMONSTRATION_ORGANISATIONS: readonly registry.OrganisationDetails[] = [
  demonstration({
    en: 'Ministry of Health',
    ur: 'وزارت صحت',
    kind: { federal: null },
    host: 'health',
  }),
  demonstration({
    en: 'Provincial Education Department',
    ur: 'صوبائی محکمہ تعلیم',
    kind: { provincial: null },
    host: 'education',
  }),
  demonstration({
    en: 'District Land Record Office',
    ur: 'ضلعی دفتر اراضی ریکارڈ',
    kind: { district: null },
    host: 'land-record',
  }),
  demonstration({
    en: 'High Court',
    ur: 'عدالت عالیہ',
    kind: { court: null },
    host: 'high-court',
  }),
  demonstration({
    en: 'Teaching Hospital',
    ur: 'تدریسی ہسپتال',
    kind: { health: null },
    host: 'hospital',
  }),
];

/** Hosts under `example` exist nowhere. Source: RFC 2606, section 2. */
function demonstration(organisation: {
  readonly en: string;
  readonly ur: string;
  readonly kind: registry.OrganisationKind;
  readonly host: string;
}): registry.OrganisationDetails {
  const host = `${organisation.host}.example`;
  return {
    names: {
      en: `${organisation.en} (demonstration)`,
      ur: `${organisation.ur} (نمونہ)`,
      ps: [],
      pnb: [],
      sd: [],
    },
    kind: organisation.kind,
    country: 'PK',
    contact: { email: `office@${host}`, telephone: [], website: [`https://${host}`] },
  };
}
