/** A text that an algorithm record may carry. */
export interface AlgorithmField {
  /** Units: characters. */
  readonly charactersMax: number;
  /** From when on it is required: when the algorithm decides at all, or when it is of high risk too. */
  readonly required?: 'live' | 'live_high';
}

const LINE = 100;
const LINK = 500;
const TEXT = 2_500;
const LONG = 5_000;

const text = (required?: AlgorithmField['required']): AlgorithmField => field(TEXT, required);
const field = (charactersMax: number, required?: AlgorithmField['required']): AlgorithmField => ({
  charactersMax,
  ...(required === undefined ? {} : { required }),
});

/**
 * The texts of an algorithm record, by code: what the three published schemas ask for, each once, and what none of them
 * asks for (objection procedure, monitoring, performance). Bounds are those of the Dutch schema where it has one.
 * Source: Regulation (EU) 2024/1689, Annex VIII, section A; ATRS V3.0, co-cddo/algorithmic-transparency-recording-standard
 * 0bf872f5, template_table.md; Algoritmeregister 1.0, MinBZK/Algoritmeregister 559218f5, backend/app/schemas/config/v1_0.json.
 */
export const ALGORITHM_FIELDS: Readonly<Record<string, AlgorithmField>> = {
  // What it is and who answers for it.
  description_short: field(350, 'live'),
  description: text('live'),
  contact_email: field(LINK, 'live'),
  website: field(LINK),
  team: field(LINE, 'live'),
  senior_responsible_owner: field(LINE, 'live'),
  region: field(LINE),
  theme: field(LINE),
  function: field(LINE),
  capability: field(LINE),
  task: field(LINE),
  tags: text(),
  language: field(3),

  // Why it is used and what for.
  goal: text('live'),
  scope: text('live'),
  benefit: text(),
  proportionality: text('live'),
  previous_process: text(),
  alternatives_considered: text(),
  lawful_basis: text('live'),
  lawful_basis_title: field(LINE),
  lawful_basis_link: field(LINK),

  // How people decide with it, and how they are held to account.
  process_integration: text('live'),
  provided_information: text(),
  frequency_and_scale_of_usage: text(),
  human_intervention: text('live'),
  required_training: text(),
  objection_procedure: text('live'),
  monitoring: text('live'),
  performance: text('live'),
  risks: text('live'),
  impact_assessment: text('live_high'),
  impact_assessment_title: field(LINE),
  impact_assessment_link: field(LINK),

  // How it works.
  methods_and_models: field(LONG, 'live'),
  system_architecture: text(),
  maintenance: text(),
  model_task: text(),
  model_input: text(),
  model_output: text(),
  model_architecture: text(),

  // What data it uses.
  source_data: text('live'),
  source_data_title: field(LINK),
  source_data_link: field(LINK),
  data_modality: field(LINE),
  data_quantities: text(),
  sensitive_attributes: text(),
  data_completeness_and_representativeness: text(),
  data_collection: text(),
  data_cleaning: text(),
  data_sharing_agreements: text(),
  data_access_and_storage: text(),
  dataset_purposes: text(),

  // Suppliers and contracts beyond their names.
  procurement_procedure_type: field(LINE),
  data_access_terms: text(),

  // What the European database asks for besides.
  provider_address: field(LINK, 'live_high'),
  submitted_by: field(LINK),
  authorised_representative: field(LINK),
  certificate_type: field(LINE),
  certificate_number: field(LINE),
  certificate_expiry_date: field(LINE),
  notified_body: field(LINE),
  certificate_copy_link: field(LINK),
  member_states: field(LINE),
  declaration_of_conformity_link: field(LINK),
  instructions_for_use: text('live_high'),
  additional_information_link: field(LINK),

  // Elsewhere on the web.
  source_code_link: field(LINK),
  own_register_link: field(LINK),
  processing_register_link: field(LINK),
};

/** Codes of the fields that a record lacks to be live. */
export function missingFields(present: readonly string[], isHighRisk: boolean): string[] {
  return Object.entries(ALGORITHM_FIELDS)
    .filter(([, { required }]) => required === 'live' || (isHighRisk && required === 'live_high'))
    .map(([code]) => code)
    .filter((code) => !present.includes(code));
}
