import type { registry } from '@indus/client';

/** What data a service may see. */
export const DATA_CLASSES = ['public', 'operational', 'personal', 'sensitive'] as const;
/** What happens without it, from nothing much to standstill. */
export const CRITICALITIES = ['low', 'medium', 'high', 'critical'] as const;

/** What is entered of a service abroad. */
export interface DependencyForm {
  readonly title: string;
  readonly provider: string;
  readonly country: string;
  readonly endpoint: string;
  readonly data: readonly (typeof DATA_CLASSES)[number][];
  readonly criticality: (typeof CRITICALITIES)[number];
  /** Empty: there is no plan. */
  readonly plan: string;
  readonly days: number;
}

/** The first field that is not right. */
export type DependencyFault = 'title' | 'provider' | 'country' | 'endpoint' | 'data' | 'days';

const DAYS_MAX = 3_650;

/** The details as the registry takes them, or the first field that is not right. Source: canisters/registry/registry.did. */
export function dependencyOfForm(form: DependencyForm): registry.DependencyDetails | DependencyFault {
  const country = form.country.trim().toUpperCase();
  const [title, provider, endpoint] = [form.title.trim(), form.provider.trim(), form.endpoint.trim()];
  const plan = form.plan.trim();
  if (title === '') return 'title';
  if (provider === '') return 'provider';
  if (!/^[A-Z]{2}$/.test(country)) return 'country';
  if (!/^https:\/\/\S+$/.test(endpoint)) return 'endpoint';
  if (form.data.length === 0) return 'data';
  const isDays = Number.isInteger(form.days) && form.days >= 1 && form.days <= DAYS_MAX;
  if (plan !== '' && !isDays) return 'days';
  return {
    title,
    canister: [],
    provider,
    country,
    endpoint,
    data_classes: form.data.map((name) => ({ [name]: null })) as registry.DependencyDetails['data_classes'],
    criticality: { [form.criticality]: null } as registry.DependencyDetails['criticality'],
    exit_plan: plan === '' ? [] : [{ plan, days: form.days }],
  };
}
