import type { registry } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { TextField } from '../parts/text-field.tsx';

const KINDS = [
  'federal',
  'provincial',
  'district',
  'court',
  'regulator',
  'state_enterprise',
  'education',
  'health',
  'company',
  'civil_society',
] as const;
const FIELDS = ['en', 'ur', 'email'] as const;
type FieldName = (typeof FIELDS)[number];

/** Characters that a name or a contact takes. Source: canisters/registry/registry.did. */
const TEXT_MAX = 200;

/** Proposes that an organisation joins: the other members of the board vote. */
export function AdmitForm() {
  const text = useText('ministry');
  const codes = useText('codes');
  const write = useWrite();
  const [form, setForm] = useState({ en: '', ur: '', email: '' });
  const [kind, setKind] = useState<(typeof KINDS)[number]>('federal');
  const [fault, setFault] = useState<FieldName>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = FIELDS.find((name) => form[name].trim() === '');
    setFault(missing);
    if (missing) return;
    const details: registry.OrganisationDetails = {
      names: { en: form.en.trim(), ur: form.ur.trim(), ps: [], pnb: [], sd: [] },
      kind: { [kind]: null } as registry.OrganisationKind,
      country: 'PK',
      contact: { email: form.email.trim(), telephone: [], website: [] },
    };
    const request = { action: { admit_organisation: details } };
    void write.submit({ to: 'registry', method: 'propose_once', request });
  };
  return (
    <Card title={text('admit.title')}>
      <form onSubmit={submit} noValidate>
        {FIELDS.map((name) => (
          <TextField
            key={name}
            label={text(`admit.${name}`)}
            maxLength={TEXT_MAX}
            direction={name === 'email' ? 'ltr' : 'auto'}
            value={form[name]}
            onChange={(value) => setForm({ ...form, [name]: value })}
            error={fault === name ? text('fault.words') : undefined}
          />
        ))}
        <SelectField
          label={text('admit.kind')}
          names={KINDS}
          wordsOf={(name) => codes(`organisationKind.${name}`)}
          value={kind}
          onChange={setKind}
        />
        <SubmitRow write={write} done={text('admit.done')}>
          {text('admit.submit')}
        </SubmitRow>
      </form>
    </Card>
  );
}
