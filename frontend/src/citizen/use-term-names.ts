import { readOrganisation, readPurpose, readRecordClass, type vault } from '@indus/client';
import { localisedName, type LocalisedNames, useLanguage } from '../language/index.ts';
import { useVerified, type VerifiedRead } from '../network/use-verified.ts';
import type { TermNames } from './consent-words.ts';

/** The words of all codes in a consent's terms, proven by the registry: nobody consents to a code that she cannot read. */
export function useTermNames(
  terms: vault.ConsentTerms,
): VerifiedRead<TermNames & { readonly time_ns: bigint }> {
  const language = useLanguage();
  const [provider] = terms.provider;
  const key = [terms.consumer, provider ?? null, terms.purpose_code, ...terms.record_classes] as const;
  return useVerified(['citizen', 'term names', language, ...key], async ({ registry }) => {
    const nameOf = (names: LocalisedNames | undefined, otherwise: string): string =>
      names ? localisedName(names, language).text : otherwise;
    const organisation = async (id: bigint) => {
      const found = await readOrganisation(registry, id);
      return { time_ns: found.time_ns, words: nameOf(found.value?.names, id.toString()) };
    };
    const [consumer, from, purpose, classes] = await Promise.all([
      organisation(terms.consumer),
      provider === undefined ? undefined : organisation(provider),
      readPurpose(registry, terms.purpose_code),
      Promise.all(terms.record_classes.map((code) => readRecordClass(registry, code))),
    ]);
    const times = [consumer, purpose, ...classes].map(({ time_ns }) => time_ns);
    return {
      consumer: consumer.words,
      provider: from?.words,
      purpose: nameOf(purpose.value?.purpose.names, terms.purpose_code),
      recordClasses: classes.map(({ value }, at) =>
        nameOf(value?.record_class.names, terms.record_classes[at] ?? ''),
      ),
      time_ns: times.reduce((oldest, time) => (time < oldest ? time : oldest)),
    };
  });
}
