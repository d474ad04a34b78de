import { toHex, type vault } from '@indus/client';
import type { AnyText, PageFormats, Text } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';

/** One line of a consent: what it is about, and what is agreed. */
export interface ConsentLine {
  readonly name: string;
  readonly words: string;
}

/** What the codes of the terms say in the language of the page. */
export interface TermNames {
  readonly consumer: string;
  readonly provider: string | undefined;
  readonly purpose: string;
  readonly recordClasses: readonly string[];
}

/** How a page speaks. */
export interface Voice {
  readonly text: Text<'citizen'>;
  readonly say: AnyText<'citizen'>;
  readonly formats: Pick<PageFormats, 'date' | 'list' | 'number'>;
}

/** Everything that a person agrees to, line by line: no field of the terms is left out. */
export function consentLines(
  terms: vault.ConsentTerms,
  names: TermNames,
  { text, say, formats }: Voice,
): ConsentLine[] {
  const period = (from: bigint, to: bigint): string =>
    text('consent.fromTo', { from: formats.date(from), to: formats.date(to) });
  const duration = ({ unit, value }: vault.Duration): string =>
    'inf' in unit ? text('duration.inf') : text(`duration.${caseOf(unit)}`, { count: value });
  const [moduleHash] = terms.reader_module_hash;
  const lines: [string, string][] = [
    [text('consent.consumer'), names.consumer],
    [text('consent.purpose'), names.purpose],
    [text('consent.classes'), formats.list(names.recordClasses)],
    [
      text('consent.details'),
      formats.list(terms.consent_types.map((each) => text(`detail.${caseOf(each)}`))),
    ],
    [text('consent.provider'), names.provider ?? text('consent.anyProvider')],
    [text('consent.data'), period(terms.data_from_ns, terms.data_to_ns)],
    [text('consent.valid'), period(terms.consent_start_ns, terms.consent_expiry_ns)],
    [text('consent.mode'), text(`mode.${caseOf(terms.mode)}`)],
    [text('consent.fetch'), text(`fetch.${caseOf(terms.fetch_type)}`)],
    [
      text('consent.frequency'),
      text('consent.timesPer', {
        times: terms.frequency.value,
        unit: text(`unit.${caseOf(terms.frequency.unit)}`),
      }),
    ],
    [text('consent.life'), duration(terms.data_life)],
    [text('consent.basis'), say(`legalBasis.${caseOf(terms.legal_basis)}`, 'legalBasis.consent')],
  ];
  if (moduleHash) lines.push([text('consent.module'), toHex(Uint8Array.from(moduleHash))]);
  return lines.map(([name, words]) => ({ name, words }));
}

/** The text whose hash the vault keeps as what was shown: every line, in the order of the page. */
export function shownText(lines: readonly ConsentLine[]): string {
  return lines.map(({ name, words }) => `${name}: ${words}\n`).join('');
}
