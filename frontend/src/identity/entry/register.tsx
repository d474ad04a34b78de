import { registerAnchor } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Progress } from '../../parts/progress.tsx';
import { BackButton } from '../back-button.tsx';
import { passkeyDevice } from '../device-data.ts';
import { DeviceNameField } from '../device-name-field.tsx';
import { proveNewPasskey } from '../new-passkey.ts';
import { deviceName } from '../passkey/device-name.ts';
import { namePasskey } from '../passkey/passkeys.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import { admit, type Visitor } from '../visitor.ts';
import { useWorld } from '../world-context.tsx';
import type { EntryProps } from './entry-props.ts';
import { NumberGiven } from './number-given.tsx';
import { useMadePasskey } from './use-made-passkey.ts';

type Stage = 'make' | 'sign' | 'register';

/** A new identity: a passkey is made, signs once, and gets a user number. A signature that failed is asked for again. */
export function Register({ onEntered, onBack }: EntryProps) {
  const text = useText('identity');
  const world = useWorld();
  const { busy, error, run } = useTask();
  const [name, setName] = useState(() => deviceName(navigator));
  const [faulty, setFaulty] = useState(false);
  const [stage, setStage] = useState<Stage>('make');
  const { made, make } = useMadePasskey();
  const [visitor, setVisitor] = useState<Visitor>();
  const alias = name.trim();

  const register = async () => {
    setStage(made ? 'sign' : 'make');
    const passkey = await make(text('register.accountName', { at: new Date() }));
    setStage('sign');
    const { provider, endsAtMs } = await proveNewPasskey(world, passkey);
    setStage('register');
    const anchor = await registerAnchor(provider, passkeyDevice(passkey, alias));
    await namePasskey(passkey.userHandle, `${text('page.name')} ${anchor}`);
    document.body.dataset['moved'] = 'true';
    setVisitor(admit(provider, anchor, 'passkey', endsAtMs));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFaulty(alias === '');
    if (alias !== '') run(register);
  };

  if (visitor) return <NumberGiven number={visitor.anchor} onContinue={() => onEntered(visitor)} />;
  return (
    <form onSubmit={submit} noValidate>
      <PageHeading title={text('register.title')} lead={text('register.lead')} />
      <ProblemNotice error={error} />
      <ol>
        <li>{text('register.step1')}</li>
        <li>{text('register.step2')}</li>
        <li>{text('register.step3')}</li>
      </ol>
      <DeviceNameField value={name} faulty={faulty} onChange={setName} />
      {busy && <Progress label={text(`register.${stage}`, { step: STEPS[stage] })} />}
      <div className={styles['row']}>
        <Button kind="primary" type="submit" busy={busy}>
          {made ? text('register.again') : text('register.begin')}
        </Button>
        {!busy && <BackButton onBack={onBack} />}
      </div>
    </form>
  );
}

const STEPS: Readonly<Record<Stage, number>> = { make: 1, sign: 2, register: 3 };
