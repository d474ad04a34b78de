import { describe } from 'vitest';
import { LANGUAGES } from '../pages/texts.ts';
import type { PortalNetwork } from '../portal-network.ts';
import { describeAuditor } from './auditor.ts';
import { describeConsent } from './consent.ts';
import { describeMinistry } from './ministry.ts';
import { describePublic } from './public.ts';

/** The main task of each home, in a language from the left and one from the right. */
export function describeHomes(network: () => PortalNetwork): void {
  describe.each(LANGUAGES)('the homes in %s', (language) => {
    describeConsent(network, language);
    describeAuditor(network, language);
    describeMinistry(network, language);
    describePublic(network, language);
  });
}
