import { isLanguage, type Language } from './languages.ts';

/** The language of a portal for Pakistan where neither the person nor her browser has chosen one. */
export const CONFIGURED_LANGUAGE: Language = 'ur';

/** What may decide about the language, the strongest first. */
export interface LanguageHints {
  /** What the person chose on this device. */
  readonly stored?: string | null | undefined;
  /** What the browser asks for, the dearest first. Shape: BCP 47 tags. */
  readonly preferred?: readonly string[];
  /** What the installation is set to. */
  readonly configured?: string | undefined;
}

/**
 * The language to begin with: the one chosen, the first that the browser asks for and the portal has, the installation's, and
 * English only when nothing of that names a language of the portal.
 */
export function chooseLanguage({ stored, preferred = [], configured }: LanguageHints): Language {
  if (isLanguage(stored)) return stored;
  for (const tag of preferred) {
    const match = matchTag(tag);
    if (match) return match;
  }
  return isLanguage(configured) ? configured : 'en';
}

/**
 * Codes of ISO 639-3 beside those of BCP 47: Western Punjabi, Lahnda as a whole, and the three Pashtos.
 * Source: ISO 639-3 registration authority, code tables.
 */
const SUBTAGS: ReadonlyMap<string, Language> = new Map([
  ['en', 'en'],
  ['ur', 'ur'],
  ['ps', 'ps'],
  ['pbt', 'ps'],
  ['pbu', 'ps'],
  ['pst', 'ps'],
  ['pnb', 'pa-Arab'],
  ['lah', 'pa-Arab'],
  ['sd', 'sd'],
]);

/** Who reads Gurmukhi, Devanagari or romanised Urdu cannot be assumed to read the Arabic script. */
function matchTag(tag: string): Language | undefined {
  const [language = '', ...rest] = tag.toLowerCase().split(/[-_]/);
  const script = rest.find((part) => part.length === 4);
  if (language === 'pa') {
    return script === 'arab' || (!script && rest.includes('pk')) ? 'pa-Arab' : undefined;
  }
  const match = SUBTAGS.get(language);
  if (match === 'en') return match;
  return script && script !== 'arab' && script !== 'aran' ? undefined : match;
}
