import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { DayField } from '../parts/day-field.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { type AlgorithmFault, type AlgorithmForm, algorithmOfForm, fieldsOf } from './algorithm-of-form.ts';

const EMPTY: AlgorithmForm = { title: '', risk: 'limited', model: '', reviewBy: '', fields: {} };
const RISKS = ['minimal', 'limited', 'high'] as const;
/** Texts that are longer than this are written on several lines. */
const LONG = 500;

/** Puts an algorithm on record, as a draft: it may decide when nothing is missing and it is published. */
export function AlgorithmPage() {
  const text = useText('ministry');
  return (
    <>
      <PageHeading title={text('algorithm.title')} lead={text('algorithm.lead')} />
      <OwnOrganisation wanted={['admin', 'officer']}>
        {(organisation) => <AlgorithmFormCard organisation={organisation} />}
      </OwnOrganisation>
    </>
  );
}

function AlgorithmFormCard({ organisation }: { readonly organisation: bigint }) {
  const text = useText('ministry');
  const codes = useText('codes');
  const write = useWrite();
  const [form, setForm] = useState(EMPTY);
  const [fault, setFault] = useState<AlgorithmFault>();
  const errorOf = (field: AlgorithmFault) => (fault === field ? text('algorithm.fault.text') : undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const details = algorithmOfForm(form, BigInt(Date.now()) * 1_000_000n);
    setFault(typeof details === 'string' ? details : undefined);
    if (typeof details === 'string') return;
    const request = { organisation, algorithm: [] as [], details };
    void write.submit({ to: 'registry', method: 'register_algorithm', request });
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <TextField
          label={text('algorithm.name')}
          maxLength={200}
          value={form.title}
          onChange={(title) => setForm({ ...form, title })}
          error={errorOf('title')}
        />
        <SelectField
          label={text('algorithm.risk')}
          names={RISKS}
          wordsOf={(name) => codes(`risk.${name}`)}
          value={form.risk}
          onChange={(risk) => setForm({ ...form, risk })}
        />
        <TextField
          label={text('algorithm.model')}
          hint={text('algorithm.modelHint')}
          direction="ltr"
          required={false}
          value={form.model}
          onChange={(model) => setForm({ ...form, model })}
          error={fault === 'model' ? text('algorithm.fault.model') : undefined}
        />
        <DayField
          label={text('algorithm.review')}
          value={form.reviewBy}
          onChange={(reviewBy) => setForm({ ...form, reviewBy })}
          error={fault === 'reviewBy' ? text('algorithm.fault.reviewBy') : undefined}
        />
        <Texts form={form} onChange={setForm} errorOf={errorOf} />
        <SubmitRow write={write} done={text('algorithm.done')}>
          {text('algorithm.submit')}
        </SubmitRow>
      </form>
    </Card>
  );
}

function Texts({
  form,
  onChange,
  errorOf,
}: {
  readonly form: AlgorithmForm;
  readonly onChange: (form: AlgorithmForm) => void;
  readonly errorOf: (field: AlgorithmFault) => string | undefined;
}) {
  const fields = useText('fields');
  return fieldsOf(form.risk).map(([code, limit]) => (
    <TextField
      key={code}
      label={fields(code)}
      lines={limit > LONG ? 4 : 1}
      maxLength={limit}
      value={form.fields[code] ?? ''}
      onChange={(value) => onChange({ ...form, fields: { ...form.fields, [code]: value } })}
      error={errorOf(code)}
    />
  ));
}
