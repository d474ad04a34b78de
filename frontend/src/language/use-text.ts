import { useTranslation } from 'react-i18next';
import type { Namespace, TextKey } from './catalogues.ts';
import type { TextValue } from './format-value.ts';

/** Values of a text by name; `count` chooses the form of a plural. */
export type TextValues = Readonly<Record<string, TextValue>>;

/** Gives a text of a catalogue in the language of the page. */
export type Text<N extends Namespace> = (key: TextKey<N>, values?: TextValues) => string;

/** The texts of a catalogue. Context: below a Suspense boundary, which waits for the catalogue. */
export function useText<N extends Namespace>(namespace: N): Text<N> {
  return useTranslation(namespace).t as unknown as Text<N>;
}

/** Gives the text of a key that is known at run time only, or of the other key when there is none. */
export type AnyText<N extends Namespace> = (
  key: string,
  otherwise: TextKey<N>,
  values?: TextValues,
) => string;

/** The texts of a catalogue by keys made of codes; a code that is newer than the portal has a text as well. */
export function useAnyText<N extends Namespace>(namespace: N): AnyText<N> {
  const { t, i18n } = useTranslation(namespace);
  return (key, otherwise, values) =>
    (t as unknown as (key: string, values?: TextValues) => string)(
      i18n.exists(key, { ns: namespace, ...values }) ? key : otherwise,
      values,
    );
}
