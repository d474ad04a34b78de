import type { vault } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { PrincipalField } from '../names/principal-field.tsx';
import { principalOf } from '../names/principal-of.ts';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { DayField } from '../parts/day-field.tsx';
import { endOfDayNs } from '../parts/day-bounds.ts';

const ACTS = ['read', 'consent', 'tickets', 'appeal'] as const;
type ActName = (typeof ACTS)[number];
type Fault = 'delegate' | 'acts' | 'until';

/** Lets somebody act for the person who is signed in, until a day that she chooses. */
export function GrantDelegateForm() {
  const text = useText('citizen');
  const { principal: subject } = useNetwork();
  const write = useWrite();
  const [delegate, setDelegate] = useState('');
  const [acts, setActs] = useState<readonly ActName[]>(['read']);
  const [until, setUntil] = useState('');
  const [fault, setFault] = useState<Fault>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const nowNs = BigInt(Date.now()) * 1_000_000n;
    const expires_at_ns = endOfDayNs(until);
    const who = principalOf(delegate);
    const isLater = expires_at_ns !== undefined && expires_at_ns > nowNs;
    const missing = !who ? 'delegate' : acts.length === 0 ? 'acts' : isLater ? undefined : 'until';
    setFault(missing);
    if (missing || !who || expires_at_ns === undefined) return;
    const request = {
      delegate: who,
      acts: acts.map((act) => ({ [act]: null }) as vault.DelegateAct),
      record_classes: [],
      starts_at_ns: nowNs,
      expires_at_ns,
    };
    void write.submit({ to: 'vault', method: 'grant_delegate', subject, request });
  };
  return (
    <Card title={text('grant.new')}>
      <form onSubmit={submit} noValidate>
        <PrincipalField
          label={text('grant.delegate')}
          hint={text('grant.delegateHint')}
          error={fault === 'delegate' && text('grant.fault.delegate')}
          value={delegate}
          onChange={setDelegate}
        />
        <ActChoices
          chosen={acts}
          onChange={setActs}
          error={fault === 'acts' ? text('grant.fault.acts') : undefined}
        />
        <DayField
          label={text('grant.until')}
          error={fault === 'until' ? text('grant.fault.until') : undefined}
          value={until}
          onChange={setUntil}
        />
        <SubmitRow write={write} done={text('grant.made')}>
          {text('grant.submit')}
        </SubmitRow>
      </form>
    </Card>
  );
}

function ActChoices({
  chosen,
  onChange,
  error,
}: {
  readonly chosen: readonly ActName[];
  readonly onChange: (acts: readonly ActName[]) => void;
  readonly error: string | undefined;
}) {
  const text = useText('citizen');
  const word = useText('codes');
  const toggle = (act: ActName): void =>
    onChange(chosen.includes(act) ? chosen.filter((each) => each !== act) : [...chosen, act]);
  return (
    <Choices legend={text('grant.acts')} error={error}>
      {ACTS.map((act) => (
        <Choice
          key={act}
          label={word(`delegateAct.${act}`)}
          checked={chosen.includes(act)}
          onChange={() => toggle(act)}
        />
      ))}
    </Choices>
  );
}
