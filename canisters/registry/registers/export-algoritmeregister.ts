import { caseOf } from '@indus/kit/variant';
import { monthOf, performanceOf, present } from './algorithm-view.ts';
import type { AlgorithmView } from './algorithm-view.ts';
import type { Json } from './json-of.ts';

const LONG = 5_000;
const TEXT = 2_500;
const LINE = 200;

const STATUS = {
  draft: 'In ontwikkeling',
  live: 'In gebruik',
  stale: 'In gebruik',
  retired: 'Buiten gebruik',
} as const;

const CATEGORY = {
  high_risk_ai: 'Hoog-risico AI-systeem',
  impactful: 'Impactvolle algoritmes',
  other: 'Overige algoritmes',
} as const;

/**
 * The record in the fields of the Dutch Algoritmeregister. `lang` is the language of the record, English unless it says
 * another; that register itself takes Dutch alone.
 * Source: Algoritmeregister 1.0, MinBZK/Algoritmeregister 559218f5, backend/app/schemas/config/v1_0.json.
 */
export function algoritmeregisterOf(view: AlgorithmView): Json {
  const { algorithm, organisation, models, text } = view;
  const { details } = algorithm;
  const [ended] = algorithm.ended_at_ns;
  const theme = text('theme');
  const performance = [text('performance'), ...models.map(({ manifest }) => performanceOf(manifest))];
  const methods = [text('methods_and_models'), ...performance].filter(Boolean).join('\n');
  const suppliers = details.suppliers.map(({ name }) => name).join(', ');
  return present({
    name: cut(details.title, 100),
    description_short: text('description_short') ?? cut(details.title, 100),
    organization: cut(organisation?.names.en ?? '', 100),
    category: theme === undefined ? undefined : [theme],
    status: STATUS[caseOf(algorithm.state)],
    begin_date: details.begin[0],
    end_date: ended === undefined ? undefined : monthOf(ended),
    contact_email: text('contact_email') ?? organisation?.contact.email,
    website: text('website'),
    publication_category: CATEGORY[caseOf(details.category)],
    url: text('own_register_link'),
    goal: text('goal'),
    proportionality: text('proportionality'),
    human_intervention: text('human_intervention'),
    risks: cut([text('risks'), text('monitoring')].filter(Boolean).join('\n'), TEXT) || undefined,
    lawful_basis: text('lawful_basis'),
    lawful_basis_grouping: linked(text('lawful_basis_title'), text('lawful_basis_link')),
    process_index_url: text('processing_register_link'),
    impacttoetsen_grouping: linked(text('impact_assessment_title'), text('impact_assessment_link')),
    impacttoetsen: text('impact_assessment'),
    source_data: text('source_data'),
    source_data_grouping: linked(text('source_data_title'), text('source_data_link')),
    methods_and_models: cut(methods, LONG) || undefined,
    provider: cut(suppliers, LINE) || undefined,
    publiccode: text('source_code_link'),
    lang: text('language') ?? 'eng',
    standard_version: '1.0',
    source_id: `${algorithm.id}.${algorithm.version}`,
    tags: text('tags'),
  });
}

function linked(title: string | undefined, link: string | undefined): Json | undefined {
  return title === undefined || link === undefined ? undefined : [{ title, link }];
}

/** The first characters of a text. Units: Unicode code points. */
function cut(text: string, charactersMax: number): string {
  const characters = [...text];
  return characters.length <= charactersMax ? text : characters.slice(0, charactersMax).join('');
}
