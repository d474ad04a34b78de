import { useTranslation } from 'react-i18next';
import type { Language } from './languages.ts';

/** The language that the page shows. */
export function useLanguage(): Language {
  return useTranslation('common').i18n.language as Language;
}
