import type { registry } from '@indus/client';

/** Texts of the demonstration's algorithm, by the codes of the registry's interface. */
const TEXTS: Readonly<Record<string, string>> = {
  description_short:
    'Demonstration: ranks applications for a scholarship by need. This algorithm does not exist.',
  description:
    'Demonstration: an official sees a score of need with its causes, and decides about a scholarship.',
  contact_email: 'office@education.example',
  team: 'Scholarships (demonstration)',
  senior_responsible_owner: 'Director of Scholarships (demonstration)',
  region: 'Sindh',
  theme: 'Education',
  function: 'Scholarships',
  task: 'Ranking',
  tags: 'demonstration, scholarship',
  language: 'eng',
  goal: 'Scholarships reach those who could not study without one.',
  scope: 'Applications of students of public universities. Not for admission.',
  benefit: 'Applications are answered within a week.',
  proportionality: 'The score orders the work of officials; it refuses nobody.',
  previous_process: 'Officials read applications in the order of their arrival.',
  lawful_basis: 'Demonstration Act, section 4, which says who is entitled.',
  lawful_basis_title: 'Demonstration Act',
  process_integration: 'The score is one of three inputs of the decision.',
  provided_information: 'A score from 0 to 100 with its causes in words.',
  frequency_and_scale_of_usage: '12,000 applications a year.',
  human_intervention: 'An official decides each time, gives her own reasons and may depart from the score.',
  required_training: 'One day.',
  objection_procedure: 'Appeal within 30 days, decided by another official.',
  monitoring: 'Each month the scores are compared with the decisions.',
  performance: 'Agrees with two independent readers in 87 of 100 applications.',
  risks: 'Families without papers of income score too low; officials are told to ask for other evidence.',
  impact_assessment: 'Demonstration: assessed in October 2026; no group is worse off.',
  methods_and_models: 'A sum of five weighted answers. It does not learn in use.',
  source_data: 'Applications of earlier years, without names.',
  source_data_title: 'Applications of earlier years (demonstration)',
  sensitive_attributes: 'None.',
  data_access_and_storage: 'Officials of the team; five years.',
};

/** What the education department says of its algorithm. Units: `reviewByNs` nanoseconds since 1970-01-01 UTC. */
export function algorithmDetails(model: bigint, reviewByNs: bigint): registry.AlgorithmDetails {
  return {
    title: 'Scholarship need score (demonstration)',
    risk_class: { limited: null },
    category: { impactful: null },
    models: [{ id: model, version: 1 }],
    fields: Object.entries(TEXTS).map(([code, text]) => ({ code, text })),
    suppliers: [
      {
        name: 'Indus Analytics (demonstration)',
        country: 'PK',
        role: 'builds the model',
        company_number: ['0000000'],
      },
    ],
    cost_pkr: [4_000_000n],
    begin: ['2026-11'],
    review_by_ns: reviewByNs,
  };
}
