import type { registry } from '@indus/client';

/** A name in the languages of the portal. */
export interface NameTexts {
  readonly en: string;
  readonly ur: string;
  readonly ps: string;
  readonly pnb: string;
  readonly sd: string;
}

/** A name that says in every language that what it names is invented. */
export function demonstrationNames({ en, ur, ps, pnb, sd }: NameTexts): registry.Names {
  return {
    en: `${en} (demonstration)`,
    ur: `${ur} (نمونہ)`,
    ps: [`${ps} (نمونه)`],
    pnb: [`${pnb} (نمونہ)`],
    sd: [`${sd} (نمونو)`],
  };
}
