import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { RecordClassSelect } from '../names/code-select.tsx';
import { principalOf } from '../names/principal-of.ts';
import { useRecordClass } from '../names/use-registry-names.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { Notice } from '../parts/notice.tsx';
import { Progress } from '../parts/progress.tsx';
import { BodyFields, type EnteredBody } from './body-fields.tsx';
import { type IssueFault, type IssueForm, issueRequestOf } from './issue-form.ts';
import { type Issue, useIssue } from './use-issue.ts';
import { PeriodFields } from './period-fields.tsx';
import { PersonField } from './person-field.tsx';

const DETAILS = ['profile', 'summary', 'transactions'] as const;
const EMPTY = { recordClass: '', detail: 'summary' as IssueForm['detail'], from: '', to: '' };
const NO_BODY: EnteredBody = { mediaType: 'text/plain', bytes: new Uint8Array() };

/** Whose record, of which kind and time, and what it says. */
export function IssueRecordForm({ organisation }: { readonly organisation: bigint }) {
  const text = useText('official');
  const codes = useText('codes');
  const issue = useIssue();
  const [person, setPerson] = useState('');
  const [form, setForm] = useState(EMPTY);
  const [body, setBody] = useState(NO_BODY);
  const [fault, setFault] = useState<IssueFault>();
  const isSealed = useRecordClass(form.recordClass)?.sealed;
  // Whether it is to be sealed has to be known before it can be sent.
  const isAsking = form.recordClass !== '' && isSealed === undefined;
  const errorOf = (field: IssueFault) => (fault === field ? text(`issue.fault.${field}`) : undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const entered = { ...form, subject: principalOf(person), mediaType: body.mediaType, body: body.bytes };
    const request = issueRequestOf(entered, organisation);
    setFault(typeof request === 'string' ? request : undefined);
    if (typeof request !== 'string' && isSealed !== undefined) issue.start(request, isSealed);
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        <PersonField value={person} onChange={setPerson} error={errorOf('subject')} />
        <RecordClassSelect
          label={text('issue.class')}
          value={form.recordClass}
          onChange={(recordClass) => setForm({ ...form, recordClass })}
          issuer={organisation}
          error={errorOf('class')}
        />
        {isSealed && <Notice>{text('issue.sealed')}</Notice>}
        <Choices legend={text('issue.detail')}>
          {DETAILS.map((detail) => (
            <Choice
              key={detail}
              type="radio"
              name="detail"
              label={codes(`detail.${detail}`)}
              checked={form.detail === detail}
              onChange={() => setForm({ ...form, detail })}
            />
          ))}
        </Choices>
        <PeriodFields
          from={form.from}
          to={form.to}
          onChange={(change) => setForm({ ...form, ...change })}
          error={errorOf('period')}
        />
        <BodyFields onChange={setBody} error={errorOf('body')} />
        <IssueState issue={issue} />
        <Button kind="primary" type="submit" busy={issue.busy || isAsking}>
          {text('issue.submit')}
        </Button>
      </form>
    </Card>
  );
}

function IssueState({ issue: { open, sealed } }: { readonly issue: Issue }) {
  const text = useText('official');
  return (
    <>
      <WriteNotice write={open} done={text('issue.done')} />
      {sealed.state === 'running' && <Progress label={text('issue.sealing')} />}
      {sealed.state === 'failed' && <FailureNotice error={sealed.error} />}
      {sealed.state === 'done' && (
        <Notice kind="good" live>
          {text('issue.done')}
        </Notice>
      )}
    </>
  );
}
