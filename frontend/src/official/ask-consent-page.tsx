import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { PurposeSelect, RecordClassChoices } from '../names/code-select.tsx';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { principalOf } from '../names/principal-of.ts';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { CountField } from '../parts/count-field.tsx';
import { DayField } from '../parts/day-field.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { type TermsFault, type TermsForm, termsOfForm } from '../dossier/terms-of-form.ts';
import { PeriodFields } from './period-fields.tsx';
import { PersonField } from './person-field.tsx';

const EMPTY: Omit<TermsForm, 'consumer'> = {
  purpose: '',
  recordClasses: [],
  dataFrom: '',
  dataTo: '',
  until: '',
  timesPerMonth: 10,
  keepMonths: 3,
};

/** Asks a person for her consent, with everything that she will agree to. */
export function AskConsentPage() {
  const text = useText('official');
  return (
    <>
      <PageHeading title={text('ask.title')} lead={text('ask.lead')} />
      <OwnOrganisation wanted={['officer', 'judge']}>
        {(organisation) => <AskForm organisation={organisation} />}
      </OwnOrganisation>
    </>
  );
}

function AskForm({ organisation }: { readonly organisation: bigint }) {
  const text = useText('official');
  const write = useWrite();
  const [person, setPerson] = useState('');
  const [form, setForm] = useState(EMPTY);
  const [fault, setFault] = useState<TermsFault | 'subject'>();
  const errorOf = (field: TermsFault | 'subject') =>
    fault === field ? text(`ask.fault.${field}`) : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const subject = principalOf(person);
    if (!subject) return setFault('subject');
    const terms = termsOfForm({ ...form, consumer: organisation }, subject, BigInt(Date.now()) * 1_000_000n);
    if (typeof terms === 'string') return setFault(terms);
    setFault(undefined);
    const request = { terms, on_behalf_of: [] as [] };
    void write.submit({ to: 'vault', method: 'request_consent', subject, request });
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <PersonField value={person} onChange={setPerson} error={errorOf('subject')} />
        <PurposeSelect
          label={text('purpose')}
          value={form.purpose}
          onChange={(purpose) => setForm({ ...form, purpose })}
          error={errorOf('purpose')}
        />
        <RecordClassChoices
          legend={text('classes')}
          chosen={form.recordClasses}
          onChange={(recordClasses) => setForm({ ...form, recordClasses })}
          error={errorOf('classes')}
        />
        <LimitFields form={form} onChange={setForm} errorOf={errorOf} />
        <SubmitRow write={write} done={text('ask.done')}>
          {text('ask.submit')}
        </SubmitRow>
      </form>
    </Card>
  );
}

type AskFormValue = typeof EMPTY;

function LimitFields({
  form,
  onChange,
  errorOf,
}: {
  readonly form: AskFormValue;
  readonly onChange: (form: AskFormValue) => void;
  readonly errorOf: (field: TermsFault) => string | undefined;
}) {
  const text = useText('official');
  return (
    <>
      <PeriodFields
        from={form.dataFrom}
        to={form.dataTo}
        onChange={({ from = form.dataFrom, to = form.dataTo }) =>
          onChange({ ...form, dataFrom: from, dataTo: to })
        }
        error={errorOf('data')}
      />
      <DayField
        label={text('ask.until')}
        value={form.until}
        onChange={(until) => onChange({ ...form, until })}
        error={errorOf('until')}
      />
      <CountField
        label={text('ask.times')}
        value={form.timesPerMonth}
        onChange={(timesPerMonth) => onChange({ ...form, timesPerMonth })}
        error={errorOf('times')}
      />
      <CountField
        label={text('ask.keep')}
        value={form.keepMonths}
        onChange={(keepMonths) => onChange({ ...form, keepMonths })}
        error={errorOf('keep')}
      />
    </>
  );
}
