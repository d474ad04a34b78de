import type { registry } from '@indus/client';
import { demonstrationNames, type NameTexts } from './demonstration-names.ts';

/** Organisations that do not exist, marked as such in every language; the order is that of their admission. */
export const DEMONSTRATION_ORGANISATIONS: readonly registry.OrganisationDetails[] = [
  demonstration(
    'health',
    { federal: null },
    {
      en: 'Ministry of Health',
      ur: 'وزارت صحت',
      ps: 'د روغتیا وزارت',
      pnb: 'وزارت صحت',
      sd: 'صحت جي وزارت',
    },
  ),
  demonstration(
    'education',
    { provincial: null },
    {
      en: 'Provincial Education Department',
      ur: 'صوبائی محکمہ تعلیم',
      ps: 'د صوبې د تعلیم محکمه',
      pnb: 'صوبائی محکمہ تعلیم',
      sd: 'صوبائي تعليم کاتو',
    },
  ),
  demonstration(
    'land-record',
    { district: null },
    {
      en: 'District Land Record Office',
      ur: 'ضلعی دفتر اراضی ریکارڈ',
      ps: 'د ضلعې د ځمکو د ریکارډ دفتر',
      pnb: 'ضلعی دفتر زمین ریکارڈ',
      sd: 'ضلعي زمين رڪارڊ آفيس',
    },
  ),
  demonstration(
    'high-court',
    { court: null },
    {
      en: 'High Court',
      ur: 'عدالت عالیہ',
      ps: 'عالي محکمه',
      pnb: 'ہائی کورٹ',
      sd: 'هاءِ ڪورٽ',
    },
  ),
  demonstration(
    'hospital',
    { health: null },
    {
      en: 'Teaching Hospital',
      ur: 'تدریسی ہسپتال',
      ps: 'تدریسي روغتون',
      pnb: 'تدریسی ہسپتال',
      sd: 'تدريسي اسپتال',
    },
  ),
  demonstration(
    'data-protection',
    { regulator: null },
    {
      en: 'Data Protection Commission',
      ur: 'کمیشن برائے تحفظ معلومات',
      ps: 'د معلوماتو د خوندیتوب کمېسیون',
      pnb: 'معلومات دی حفاظت دا کمیشن',
      sd: 'معلومات جي تحفظ جو ڪميشن',
    },
  ),
  demonstration(
    'registration',
    { federal: null },
    {
      en: 'National Registration Office',
      ur: 'قومی دفتر اندراج',
      ps: 'د نوم لیکنې ملي دفتر',
      pnb: 'قومی اندراج دفتر',
      sd: 'قومي رجسٽريشن آفيس',
    },
  ),
];

/** Hosts under `example` exist nowhere. Source: RFC 2606, section 2. */
function demonstration(
  name: string,
  kind: registry.OrganisationKind,
  names: NameTexts,
): registry.OrganisationDetails {
  const host = `${name}.example`;
  return {
    names: demonstrationNames(names),
    kind,
    country: 'PK',
    contact: { email: `office@${host}`, telephone: [], website: [`https://${host}`] },
  };
}
