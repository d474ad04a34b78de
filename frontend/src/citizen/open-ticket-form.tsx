import type { vault } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { RecordClassName } from '../names/record-class-name.tsx';
import { OrganisationSelect } from '../names/organisation-select.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { itemsOf } from './read-all-items.ts';
import { RIGHT_NAMES, type RightFormFault, type RightName, rightOfForm } from './right-of-form.ts';
import { useItems } from './use-items.ts';
import { WordsField } from './words-field.tsx';

/** Claims a right: on one record or decision, or on what an organisation holds at all. */
export function OpenTicketForm({
  record,
  decision,
}: {
  /** The record that the page shows. */
  readonly record?: vault.Record;
  /** The decision that the page shows. */
  readonly decision?: vault.Decision;
}) {
  const text = useText('citizen');
  const { principal: subject } = useNetwork();
  const write = useWrite();
  const [right, setRight] = useState<RightName>(decision ? 'objection' : record ? 'rectification' : 'access');
  const [records, setRecords] = useState<readonly bigint[]>(record ? [record.id] : []);
  const [organisation, setOrganisation] = useState(record?.issuer ?? decision?.organisation);
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<RightFormFault | 'organisation'>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const claimed = rightOfForm({ right, records, words, ...(decision ? { decision: decision.id } : {}) });
    if (typeof claimed === 'string') return setFault(claimed);
    if (organisation === undefined) return setFault('organisation');
    setFault(undefined);
    void write.submit({
      to: 'vault',
      method: 'open_ticket',
      subject,
      request: { subject, right: claimed, organisation },
    });
  };
  const needsWords = right === 'rectification' || right === 'objection';
  return (
    <Card title={text('rights.open')}>
      <form onSubmit={submit} noValidate>
        {!decision && <RightChoices chosen={right} onChoose={setRight} />}
        {!record && !decision && right !== 'access' && right !== 'objection' && (
          <RecordChoices
            single={right === 'rectification'}
            chosen={records}
            onChoose={(ids, issuer) => {
              setRecords(ids);
              if (issuer !== undefined) setOrganisation(issuer);
            }}
            error={fault === 'records' ? text('right.fault.records') : undefined}
          />
        )}
        {!record && !decision && (
          <OrganisationSelect
            label={text('right.organisation')}
            value={organisation}
            onChange={setOrganisation}
            error={fault === 'organisation' ? text('right.fault.organisation') : undefined}
          />
        )}
        {needsWords && (
          <WordsField
            label={text(right === 'objection' ? 'right.grounds' : 'right.claim')}
            value={words}
            onChange={setWords}
            missing={fault === 'words'}
          />
        )}
        <SubmitRow write={write} done={text('rights.opened')}>
          {text('rights.submit')}
        </SubmitRow>
      </form>
    </Card>
  );
}

function RightChoices({
  chosen,
  onChoose,
}: {
  readonly chosen: RightName;
  readonly onChoose: (right: RightName) => void;
}) {
  const text = useText('citizen');
  return (
    <Choices legend={text('right.kind')}>
      {RIGHT_NAMES.map((name) => (
        <Choice
          key={name}
          type="radio"
          name="right"
          label={text(`right.${name}`)}
          hint={text(`right.means.${name}`)}
          checked={chosen === name}
          onChange={() => onChoose(name)}
        />
      ))}
    </Choices>
  );
}

function RecordChoices({
  single,
  chosen,
  onChoose,
  error,
}: {
  readonly single: boolean;
  readonly chosen: readonly bigint[];
  readonly onChoose: (ids: readonly bigint[], issuer: bigint | undefined) => void;
  readonly error: string | undefined;
}) {
  const text = useText('citizen');
  const records = useItems('held_record');
  if (records.state === 'loading' || records.state === 'failed') return null;
  const toggle = (id: bigint, issuer: bigint): void => {
    const others = single ? [] : chosen.filter((each) => each !== id);
    onChoose(chosen.includes(id) && !single ? others : [...others, id], issuer);
  };
  return (
    <Choices legend={text('right.records')} error={error}>
      {itemsOf(records.data).map((record) => (
        <Choice
          key={record.id.toString()}
          type={single ? 'radio' : 'checkbox'}
          name="records"
          label={<RecordClassName code={record.class} />}
          hint={text('record.title', { id: record.id })}
          checked={chosen.includes(record.id)}
          onChange={() => toggle(record.id, record.issuer)}
        />
      ))}
    </Choices>
  );
}
