import { type Principal } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../language/index.ts';
import { principalOf } from '../names/principal-of.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Field } from '../parts/field.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { CanisterVerdict } from './canister-verdict.tsx';

/** Anybody's own check of a program of the state: does it run what was declared, and did others build the same. */
export function VerifyCanisterPage() {
  const text = useText('public');
  const [entered, setEntered] = useState('');
  const [canister, setCanister] = useState<Principal>();
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = principalOf(entered);
    setIsWrong(!found);
    setCanister(found);
  };
  return (
    <>
      <PageHeading title={text('verifyCanister.title')} lead={text('verifyCanister.lead')} />
      <Card>
        <form onSubmit={submit} noValidate>
          <Field
            label={text('verifyCanister.id')}
            hint={text('verifyCanister.hint')}
            error={isWrong && text('verifyCanister.noId')}
            required
          >
            {(control) => (
              <input
                {...control}
                type="text"
                dir="ltr"
                autoComplete="off"
                spellCheck={false}
                value={entered}
                onChange={(event) => setEntered(event.target.value)}
              />
            )}
          </Field>
          <Button kind="primary" type="submit">
            {text('verifyCanister.check')}
          </Button>
        </form>
      </Card>
      {canister && <CanisterVerdict key={canister.toText()} canister={canister} />}
    </>
  );
}
