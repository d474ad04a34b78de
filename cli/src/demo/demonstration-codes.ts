import type { registry } from '@indus/client';
import { demonstrationNames, type NameTexts } from './demonstration-names.ts';
import { type OrganisationKey, ORGANISATIONS } from './demonstration-people.ts';

/** Purposes of the demonstration, by the names that the code has for them. */
export const PURPOSES = {
  treatment: 'health.treatment',
  emergency: 'health.emergency',
  scholarship: 'education.scholarship',
  land: 'land.registration',
  inquiry: 'justice.inquiry',
} as const;

/** Record classes of the demonstration; bodies of prescriptions are encrypted by the client. */
export const CLASSES = {
  degree: 'education.degree',
  enrolment: 'education.enrolment',
  prescription: 'health.prescription',
  vaccination: 'health.vaccination',
  title: 'land.title',
  guardianship: 'identity.guardianship',
} as const;

interface PurposeTexts extends NameTexts {
  readonly code: string;
  readonly bases: readonly ('consent' | 'statute' | 'warrant' | 'break_glass')[];
}

const DEFINED_PURPOSES: readonly PurposeTexts[] = [
  {
    code: PURPOSES.treatment,
    bases: ['consent'],
    en: 'Medical treatment',
    ur: 'طبی علاج',
    ps: 'طبي درملنه',
    pnb: 'طبی علاج',
    sd: 'طبي علاج',
  },
  {
    code: PURPOSES.emergency,
    bases: ['break_glass'],
    en: 'Emergency care',
    ur: 'ہنگامی طبی امداد',
    ps: 'بېړنۍ طبي مرسته',
    pnb: 'ہنگامی طبی امداد',
    sd: 'هنگامي طبي امداد',
  },
  {
    code: PURPOSES.scholarship,
    bases: ['consent', 'statute'],
    en: 'Award of a scholarship',
    ur: 'وظیفے کا اجرا',
    ps: 'د تعلیمي وظیفې ورکول',
    pnb: 'وظیفے دا اجرا',
    sd: 'وظيفي جو اجرا',
  },
  {
    code: PURPOSES.land,
    bases: ['consent', 'statute'],
    en: 'Registration of land',
    ur: 'اراضی کا اندراج',
    ps: 'د ځمکې ثبتول',
    pnb: 'زمین دا اندراج',
    sd: 'زمين جي رجسٽريشن',
  },
  {
    code: PURPOSES.inquiry,
    bases: ['warrant'],
    en: 'Inquiry by order of a court',
    ur: 'عدالتی حکم پر تفتیش',
    ps: 'د محکمې په حکم پلټنه',
    pnb: 'عدالتی حکم نال تفتیش',
    sd: 'عدالتي حڪم تي جاچ',
  },
];

interface ClassTexts extends NameTexts {
  readonly code: string;
  readonly issuers: readonly OrganisationKey[];
  readonly sealed?: true;
}

const DEFINED_CLASSES: readonly ClassTexts[] = [
  {
    code: CLASSES.degree,
    issuers: ['education'],
    en: 'University degree',
    ur: 'جامعہ کی سند',
    ps: 'د پوهنتون سند',
    pnb: 'یونیورسٹی دی سند',
    sd: 'يونيورسٽي جي سند',
  },
  {
    code: CLASSES.enrolment,
    issuers: ['education'],
    en: 'School enrolment',
    ur: 'اسکول میں داخلہ',
    ps: 'په ښوونځي کې داخله',
    pnb: 'سکول وچ داخلہ',
    sd: 'اسڪول ۾ داخلا',
  },
  {
    code: CLASSES.prescription,
    issuers: ['health', 'hospital'],
    sealed: true,
    en: 'Prescription',
    ur: 'نسخہ',
    ps: 'نسخه',
    pnb: 'نسخہ',
    sd: 'نسخو',
  },
  {
    code: CLASSES.vaccination,
    issuers: ['health', 'hospital'],
    en: 'Vaccination',
    ur: 'حفاظتی ٹیکے',
    ps: 'واکسین',
    pnb: 'حفاظتی ٹیکے',
    sd: 'حفاظتي ٽڪا',
  },
  {
    code: CLASSES.title,
    issuers: ['land'],
    en: 'Title to land',
    ur: 'ملکیت اراضی',
    ps: 'د ځمکې ملکیت',
    pnb: 'زمین دی ملکیت',
    sd: 'زمين جي ملڪيت',
  },
  {
    code: CLASSES.guardianship,
    issuers: ['registration'],
    en: 'Guardianship',
    ur: 'سرپرستی',
    ps: 'سرپرستي',
    pnb: 'سرپرستی',
    sd: 'سرپرستي',
  },
];

/** What a vault goes by: purposes, record classes and parameters, for organisations with these ids in their order. */
export function demonstrationCodes(organisations: readonly bigint[]): registry.Action[] {
  const idOf = (key: OrganisationKey): bigint => organisations[ORGANISATIONS[key]] ?? 0n;
  const purposes = DEFINED_PURPOSES.map(({ code, bases, ...names }) => ({
    define_purpose: {
      code,
      names: demonstrationNames(names),
      bases: bases.map((basis) => ({ [basis]: null }) as unknown as registry.LegalBasis),
      statute: (bases.includes('statute') ? ['Demonstration Act, section 4'] : []) as [] | [string],
    },
  }));
  const classes = DEFINED_CLASSES.map(({ code, issuers, sealed = false, ...names }) => ({
    define_record_class: {
      code,
      names: demonstrationNames(names),
      sealed,
      issuers: BigUint64Array.from(issuers.map(idOf)),
    },
  }));
  return [
    ...purposes,
    ...classes,
    { set_parameter: { name: 'data_protection_organisation', value: idOf('dataProtection') } },
    // So that a ticket of the demonstration is close to its end.
    { set_parameter: { name: 'rights_days', value: 2n } },
  ];
}
