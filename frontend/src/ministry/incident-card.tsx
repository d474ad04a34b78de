import type { registry } from '@indus/client';
import { useState } from 'react';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Time } from '../parts/time.tsx';

/** Characters that the registry takes at most. Source: canisters/registry/registry.did. */
const NOTE_MAX = 1_000;

/** Something that was found wrong, with the organisation's word on it. */
export function IncidentCard({ incident }: { readonly incident: registry.Incident }) {
  const text = useText('ministry');
  const codes = useText('codes');
  const [resolved] = incident.resolved_at_ns;
  const [seen] = incident.acknowledgement;
  return (
    <Card level={3} title={codes(`incident.${caseOf(incident.kind)}`)}>
      <p>
        <Badge kind={resolved === undefined ? 'bad' : 'good'}>
          {text(resolved === undefined ? 'incident.open' : 'incident.resolved')}
        </Badge>{' '}
        <Time value={resolved ?? incident.opened_at_ns} />
      </p>
      <p>
        <PrincipalId value={incident.canister} />
      </p>
      {seen ? <p dir="auto">{seen.note}</p> : <Acknowledge incident={incident} />}
    </Card>
  );
}

function Acknowledge({ incident }: { readonly incident: registry.Incident }) {
  const text = useText('ministry');
  const write = useWrite();
  const [note, setNote] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const said = note.trim();
        setIsMissing(said === '');
        if (said === '') return;
        const request = { incident: incident.id, note: said };
        void write.submit({ to: 'registry', method: 'acknowledge_incident', request });
      }}
    >
      <TextField
        label={text('incident.note')}
        hint={text('incident.noteHint')}
        lines={3}
        maxLength={NOTE_MAX}
        value={note}
        onChange={setNote}
        error={isMissing ? text('fault.words') : undefined}
      />
      <SubmitRow write={write} done={text('incident.acknowledged')}>
        {text('incident.acknowledge')}
      </SubmitRow>
    </form>
  );
}
