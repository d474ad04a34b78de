import type { vault } from '@indus/client';

const LANGUAGES = ['en', 'ur', 'ps', 'pnb', 'sd'] as const;
type Words = Readonly<Record<(typeof LANGUAGES)[number], string>>;

/** Causes of the demonstration's decision, in words for the person concerned, in every language of the portal. */
export const DECISION_FACTORS: readonly vault.Factor[] = [
  factor('family_income', '45,000', -0.5, {
    en: 'The income of the family is above the limit (demonstration)',
    ur: 'خاندان کی آمدنی مقررہ حد سے زیادہ ہے (نمونہ)',
    ps: 'د کورنۍ عاید له ټاکلي حده زیات دی (نمونه)',
    pnb: 'ٹبر دی آمدنی مقررہ حد توں ودھ اے (نمونہ)',
    sd: 'خاندان جي آمدني مقرر حد کان وڌيڪ آهي (نمونو)',
  }),
  factor('distance_km', '38', 0.25, {
    en: 'The university is far from home (demonstration)',
    ur: 'جامعہ گھر سے دور ہے (نمونہ)',
    ps: 'پوهنتون له کوره لرې دی (نمونه)',
    pnb: 'یونیورسٹی گھر توں دور اے (نمونہ)',
    sd: 'يونيورسٽي گهر کان پري آهي (نمونو)',
  }),
  factor('siblings_in_education', '1', 0.125, {
    en: 'One brother or sister studies too (demonstration)',
    ur: 'ایک بھائی یا بہن بھی زیر تعلیم ہے (نمونہ)',
    ps: 'یو ورور یا خور هم زده کړې کوي (نمونه)',
    pnb: 'اک بھرا یا بھین وی پڑھدی اے (نمونہ)',
    sd: 'هڪ ڀاءُ يا ڀيڻ به پڙهي ٿي (نمونو)',
  }),
];

/** What was decided, and why. */
export const DECISION_TEXTS = {
  outcome: 'وظیفہ نہیں دیا گیا (نمونہ) · No scholarship (demonstration)',
  reasons:
    'خاندان کی آمدنی قانون کی مقررہ حد سے زیادہ ہے (نمونہ) · The income of the family is above the limit that the Act sets (demonstration)',
  counterfactual:
    'آمدنی 40,000 روپے سے کم ہوتی تو وظیفہ ملتا (نمونہ) · With an income below 40,000 rupees the scholarship would have been granted (demonstration)',
} as const;

function factor(name: string, value: string, contribution: number, words: Words): vault.Factor {
  return {
    name,
    value,
    contribution,
    words: LANGUAGES.map((language) => ({
      language: { [language]: null } as unknown as vault.Language,
      words: words[language],
    })),
  };
}
