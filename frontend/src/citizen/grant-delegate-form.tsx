import { Principal, type vault } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Choices } from '../parts/choices.tsx';
import { Field } from '../parts/field.tsx';
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
        <Field
          label={text('grant.delegate')}
          hint={text('grant.delegateHint')}
          error={fault === 'delegate' && text('grant.fault.delegate')}
          required
        >
          {(control) => (
            <input
              {...control}
              type="text"
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              value={delegate}
              onChange={(event) => setDelegate(event.target.value)}
            />
          )}
        </Field>
        <ActChoices
          chosen={acts}
          onChange={setActs}
          error={fault === 'acts' ? text('grant.fault.acts') : undefined}
        />
        <Field label={text('grant.until')} error={fault === 'until' && text('grant.fault.until')} required>
          {(control) => (
            <input
              {...control}
              type="date"
              value={until}
              onChange={(event) => setUntil(event.target.value)}
            />
          )}
        </Field>
        <WriteNotice write={write} done={text('grant.made')} />
        <Button kind="primary" type="submit" busy={write.state === 'sending' || write.state === 'waiting'}>
          {text('grant.submit')}
        </Button>
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

function principalOf(entered: string): Principal | undefined {
  try {
    return Principal.fromText(entered.trim());
  } catch {
    return undefined;
  }
}
