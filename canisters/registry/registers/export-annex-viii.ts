import { caseOf } from '@indus/kit/variant';
import { present } from './algorithm-view.ts';
import type { AlgorithmView } from './algorithm-view.ts';
import type { Json } from './json-of.ts';

const STATUS = {
  draft: 'not yet placed on the market, or in service',
  live: 'on the market, or in service',
  stale: 'on the market, or in service',
  retired: 'no longer placed on the market/in service',
} as const;

/**
 * The information that Annex VIII, section A, asks for, by the numbers of its points. The Annex gives no file format: names
 * of fields are ours.
 * Source: Regulation (EU) 2024/1689, Annex VIII, section A, points 1 to 13.
 */
export function annexViiiOf(view: AlgorithmView): Json {
  const { algorithm, organisation, text } = view;
  const { details } = algorithm;
  const contact = organisation?.contact;
  return {
    schema: 'Regulation (EU) 2024/1689, Annex VIII, section A',
    '1_provider': present({
      name: organisation?.names.en,
      address: text('provider_address'),
      contact_details: [contact?.email, ...(contact?.telephone ?? []), ...(contact?.website ?? [])].join(
        ', ',
      ),
    }),
    '2_submitted_by': text('submitted_by') ?? null,
    '3_authorised_representative': text('authorised_representative') ?? null,
    '4_trade_name': { name: details.title, reference: `${algorithm.id}.${algorithm.version}` },
    '5_intended_purpose': [text('goal'), text('process_integration')].filter(Boolean).join('\n'),
    '6_information_used_and_operating_logic': [text('source_data'), text('methods_and_models')]
      .filter(Boolean)
      .join('\n'),
    '7_status': STATUS[caseOf(algorithm.state)],
    '8_certificate': certificateOf(view),
    '9_certificate_copy': text('certificate_copy_link') ?? null,
    '10_member_states': memberStatesOf(text('member_states')),
    '11_declaration_of_conformity': text('declaration_of_conformity_link') ?? null,
    '12_instructions_for_use': text('instructions_for_use') ?? null,
    '13_additional_information': text('additional_information_link') ?? text('website') ?? null,
  };
}

function certificateOf({ text }: AlgorithmView): Json {
  const certificate = present({
    type: text('certificate_type'),
    number: text('certificate_number'),
    expiry_date: text('certificate_expiry_date'),
    notified_body: text('notified_body'),
  });
  return Object.keys(certificate).length === 0 ? null : certificate;
}

function memberStatesOf(list: string | undefined): string[] {
  return (list ?? '').split(/[\s,]+/u).filter((country) => country !== '');
}
