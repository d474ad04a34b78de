import type { vault } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { Time } from '../parts/time.tsx';
import { AppealDetails } from './appeal-status.tsx';
import { WORDS_MAX } from './right-of-form.ts';
import { WordsField } from './words-field.tsx';

/** The appeal against a decision: how it stands, or the form to make one while there is time. */
export function AppealCard({ decision }: { readonly decision: vault.Decision }) {
  const text = useText('citizen');
  const open = BigInt(Date.now()) * 1_000_000n <= decision.appeal_until_ns;
  return (
    <Card title={text('decision.appeal')}>
      <AppealDetails appeal={decision.appeal} />
      {'none' in decision.appeal && (
        <p>
          {text(open ? 'appeal.until' : 'appeal.tooLate')} <Time value={decision.appeal_until_ns} as="date" />
        </p>
      )}
      {'none' in decision.appeal && open && <AppealForm decision={decision} />}
    </Card>
  );
}

function AppealForm({ decision }: { readonly decision: vault.Decision }) {
  const text = useText('citizen');
  const { principal: subject } = useNetwork();
  const write = useWrite();
  const [grounds, setGrounds] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const said = grounds.trim();
    const isMissing = said === '' || said.length > WORDS_MAX;
    setMissing(isMissing);
    if (isMissing) return;
    const request = { subject, decision: decision.id, grounds: said };
    void write.submit({ to: 'vault', method: 'appeal_decision', subject, request });
  };
  return (
    <form onSubmit={submit} noValidate>
      <WordsField
        label={text('right.grounds')}
        hint={text('appeal.hint')}
        value={grounds}
        onChange={setGrounds}
        missing={missing}
      />
      <SubmitRow write={write} done={text('appeal.made')}>
        {text('appeal.submit')}
      </SubmitRow>
    </form>
  );
}
