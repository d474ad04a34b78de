import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { CountField } from '../parts/count-field.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import {
  CRITICALITIES,
  DATA_CLASSES,
  type DependencyFault,
  type DependencyForm,
  dependencyOfForm,
} from './dependency-of-form.ts';

const EMPTY: DependencyForm = {
  title: '',
  provider: '',
  country: '',
  endpoint: '',
  data: [],
  criticality: 'medium',
  plan: '',
  days: 30,
};
const WORDS = ['title', 'provider', 'country', 'endpoint'] as const;

/** Puts a service abroad on record that an app of the organisation calls: it lowers the figure of sovereignty, in public. */
export function DependencyPage() {
  const text = useText('ministry');
  return (
    <>
      <PageHeading title={text('dependency.title')} lead={text('dependency.lead')} />
      <OwnOrganisation wanted={['admin', 'developer', 'officer']}>
        {(organisation) => <DependencyFormCard organisation={organisation} />}
      </OwnOrganisation>
    </>
  );
}

function DependencyFormCard({ organisation }: { readonly organisation: bigint }) {
  const text = useText('ministry');
  const codes = useText('codes');
  const write = useWrite();
  const [form, setForm] = useState(EMPTY);
  const [fault, setFault] = useState<DependencyFault>();
  const errorOf = (field: DependencyFault) =>
    fault === field ? text(`dependency.fault.${field}`) : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const details = dependencyOfForm(form);
    setFault(typeof details === 'string' ? details : undefined);
    if (typeof details === 'string') return;
    const request = { organisation, dependency: [] as [], details };
    void write.submit({ to: 'registry', method: 'put_dependency', request });
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        {WORDS.map((name) => (
          <TextField
            key={name}
            label={text(name === 'title' ? 'dependency.use' : `dependency.${name}`)}
            hint={text(`dependency.hint.${name}`)}
            direction={name === 'country' || name === 'endpoint' ? 'ltr' : 'auto'}
            value={form[name]}
            onChange={(value) => setForm({ ...form, [name]: value })}
            error={errorOf(name)}
          />
        ))}
        <DataChoices
          chosen={form.data}
          onChange={(data) => setForm({ ...form, data })}
          error={errorOf('data')}
        />
        <SelectField
          label={text('dependency.criticality')}
          names={CRITICALITIES}
          wordsOf={(name) => codes(`criticality.${name}`)}
          value={form.criticality}
          onChange={(criticality) => setForm({ ...form, criticality })}
        />
        <TextField
          label={text('dependency.plan')}
          lines={3}
          required={false}
          value={form.plan}
          onChange={(plan) => setForm({ ...form, plan })}
        />
        <CountField
          label={text('dependency.days')}
          value={form.days}
          onChange={(days) => setForm({ ...form, days })}
          error={errorOf('days')}
        />
        <SubmitRow write={write} done={text('dependency.done')}>
          {text('dependency.submit')}
        </SubmitRow>
      </form>
    </Card>
  );
}

function DataChoices({
  chosen,
  onChange,
  error,
}: {
  readonly chosen: DependencyForm['data'];
  readonly onChange: (data: DependencyForm['data']) => void;
  readonly error: string | undefined;
}) {
  const text = useText('ministry');
  const codes = useText('codes');
  const toggle = (name: (typeof DATA_CLASSES)[number]): void =>
    onChange(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return (
    <Choices legend={text('dependency.data')} error={error}>
      {DATA_CLASSES.map((name) => (
        <Choice
          key={name}
          label={codes(`dataClass.${name}`)}
          checked={chosen.includes(name)}
          onChange={() => toggle(name)}
        />
      ))}
    </Choices>
  );
}
