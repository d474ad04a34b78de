import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { SubmitRow } from '../offline/submit-row.tsx';
import { Card } from '../parts/card.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { TextField } from '../parts/text-field.tsx';
import { type CanisterFault, type CanisterForm, declarationOfForm } from './declaration-of-form.ts';

const EMPTY: CanisterForm = {
  canister: '',
  repository: '',
  commit: '',
  module: '',
  recipe: '',
  sha256: '',
  controllers: '',
};
const FIELDS = ['canister', 'repository', 'commit', 'module', 'recipe', 'sha256', 'controllers'] as const;
/** Fields of several lines. */
const LONG: readonly CanisterFault[] = ['recipe', 'controllers'];

/** Puts a canister on record: where its source is, how it is built, and to which bytes. */
export function CanisterPage() {
  const text = useText('ministry');
  return (
    <>
      <PageHeading title={text('canister.title')} lead={text('canister.lead')} />
      <OwnOrganisation wanted={['admin', 'developer']}>
        {(organisation) => <RegisterForm organisation={organisation} />}
      </OwnOrganisation>
    </>
  );
}

function RegisterForm({ organisation }: { readonly organisation: bigint }) {
  const text = useText('ministry');
  const write = useWrite();
  const [form, setForm] = useState(EMPTY);
  const [fault, setFault] = useState<CanisterFault>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const declared = declarationOfForm(form);
    setFault(typeof declared === 'string' ? declared : undefined);
    if (typeof declared === 'string') return;
    void write.submit({
      to: 'registry',
      method: 'register_canister',
      request: { organisation, ...declared },
    });
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        {FIELDS.map((name) => (
          <TextField
            key={name}
            label={text(`canister.${name}`)}
            hint={text(`canister.hint.${name}`)}
            lines={LONG.includes(name) ? 3 : 1}
            direction="ltr"
            value={form[name]}
            onChange={(value) => setForm({ ...form, [name]: value })}
            error={fault === name ? text(`canister.fault.${name}`) : undefined}
          />
        ))}
        <SubmitRow write={write} done={text('canister.done')}>
          {text('canister.submit')}
        </SubmitRow>
      </form>
    </Card>
  );
}
