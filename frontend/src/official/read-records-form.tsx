import type { vault } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { PurposeSelect, RecordClassChoices } from '../names/code-select.tsx';
import { principalOf } from '../names/principal-of.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { TextField } from '../parts/text-field.tsx';
import { BASES, type BasisName, type ReadFault, type ReadForm, readRequestOf } from './read-form.ts';
import { PeriodFields } from './period-fields.tsx';
import { PersonField } from './person-field.tsx';

const EMPTY = {
  basis: 'consent' as BasisName,
  reference: '',
  purpose: '',
  recordClasses: [] as readonly string[],
  from: '',
  to: '',
  onBehalfOf: '',
};

/** Whose records, of which kinds and time, for which purpose, on which ground. */
export function ReadRecordsForm({
  organisation,
  busy,
  onSubmit,
}: {
  readonly organisation: bigint;
  readonly busy: boolean;
  readonly onSubmit: (request: vault.ReadRequest) => void;
}) {
  const text = useText('official');
  const [subject, setSubject] = useState('');
  const [form, setForm] = useState(EMPTY);
  const [fault, setFault] = useState<ReadFault>();
  const errorOf = (field: ReadFault) => (fault === field ? text(`read.fault.${field}`) : undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const request = readRequestOf({ ...form, subject: principalOf(subject) }, organisation);
    setFault(typeof request === 'string' ? request : undefined);
    if (typeof request !== 'string') onSubmit(request);
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <PersonField value={subject} onChange={setSubject} error={errorOf('subject')} />
        <PurposeSelect
          label={text('purpose')}
          value={form.purpose}
          onChange={(purpose) => setForm({ ...form, purpose })}
          error={errorOf('purpose')}
        />
        <BasisFields
          form={form}
          onChange={(change) => setForm({ ...form, ...change })}
          error={errorOf('reference')}
        />
        <RecordClassChoices
          legend={text('classes')}
          chosen={form.recordClasses}
          onChange={(recordClasses) => setForm({ ...form, recordClasses })}
          error={errorOf('classes')}
        />
        <PeriodFields
          from={form.from}
          to={form.to}
          onChange={(change) => setForm({ ...form, ...change })}
          error={errorOf('period')}
        />
        <TextField
          label={text('onBehalfOf')}
          hint={text('onBehalfOfHint')}
          required={false}
          maxLength={100}
          value={form.onBehalfOf}
          onChange={(onBehalfOf) => setForm({ ...form, onBehalfOf })}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {text('read.submit')}
        </Button>
      </form>
    </Card>
  );
}

function BasisFields({
  form,
  onChange,
  error,
}: {
  readonly form: Pick<ReadForm, 'basis' | 'reference'>;
  readonly onChange: (change: Partial<Pick<ReadForm, 'basis' | 'reference'>>) => void;
  readonly error: string | undefined;
}) {
  const text = useText('official');
  const codes = useText('codes');
  return (
    <>
      <Choices legend={text('basis')}>
        {BASES.map((name) => (
          <Choice
            key={name}
            type="radio"
            name="basis"
            label={codes(`basis.${name}`)}
            checked={form.basis === name}
            onChange={() => onChange({ basis: name, reference: '' })}
          />
        ))}
      </Choices>
      <TextField
        label={text(`reference.${form.basis}`)}
        error={error}
        value={form.reference}
        onChange={(reference) => onChange({ reference })}
      />
    </>
  );
}
