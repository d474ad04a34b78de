import { useState } from 'react';
import { isLanguage, LANGUAGES, TRAITS } from './languages.ts';
import styles from './language-switch.module.css';
import { changeLanguage } from './start-language.ts';
import { useLanguage } from './use-language.ts';
import { useText } from './use-text.ts';

/** Chooses the language of the page; each language stands there by its own name, in its own script. */
export function LanguageSwitch() {
  const text = useText('common');
  const language = useLanguage();
  const [failed, setFailed] = useState(false);
  const choose = (chosen: string) => {
    if (!isLanguage(chosen)) return;
    changeLanguage(chosen).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  return (
    <span className={styles['switch']}>
      <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6">
        <circle cx="12" cy="12" r="9" />
        <path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18" />
      </svg>
      <select
        aria-label={text('language.label')}
        value={language}
        onChange={(event) => choose(event.target.value)}
      >
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each} dir={TRAITS[each].direction}>
            {TRAITS[each].ownName}
          </option>
        ))}
      </select>
      <span role="status" className={styles['message']}>
        {failed && text('language.unavailable')}
      </span>
    </span>
  );
}
