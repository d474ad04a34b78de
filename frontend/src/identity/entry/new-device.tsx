import { type EnrolmentCode, findAnchorOfPasskey, type IdentityProvider, proposeDevice } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { BackButton } from '../back-button.tsx';
import { passkeyDevice } from '../device-data.ts';
import { DeviceNameField } from '../device-name-field.tsx';
import { type NewDevice as ProvenDevice, proveNewPasskey } from '../new-passkey.ts';
import { deviceName } from '../passkey/device-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { parseNumber } from '../remembered-number.ts';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import { admit } from '../visitor.ts';
import { useWorld } from '../world-context.tsx';
import type { EntryProps } from './entry-props.ts';
import { NumberField } from './number-field.tsx';
import { ShowCode } from './show-code.tsx';
import { useMadePasskey } from './use-made-passkey.ts';

/** A device that is to belong to an identity: it proposes itself, and shows a code that an older device confirms. */
export function NewDevice({ onEntered, onBack }: EntryProps) {
  const text = useText('identity');
  const world = useWorld();
  const { busy, error, run } = useTask();
  const [typed, setTyped] = useState('');
  const [name, setName] = useState(() => deviceName(navigator));
  const [sent, setSent] = useState(false);
  const { make } = useMadePasskey();
  const [proposal, setProposal] = useState<{ device: ProvenDevice; code: EnrolmentCode }>();
  const number = parseNumber(typed);
  const alias = name.trim();

  const propose = async (anchor: bigint) => {
    const passkey = await make(`${text('page.name')} ${anchor}`);
    const device = await proveNewPasskey(world, passkey);
    const code = await proposeDevice(device.provider, anchor, passkeyDevice(passkey, alias));
    document.body.dataset['moved'] = 'true';
    setProposal({ device, code });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (number !== undefined && alias !== '') run(() => propose(number));
  };

  if (proposal && number !== undefined) {
    const { provider, endsAtMs, passkey } = proposal.device;
    return (
      <ShowCode
        code={proposal.code}
        isConfirmed={() => belongs(world.anonymous, passkey.credentialId, number)}
        onConfirmed={() => onEntered(admit(provider, number, 'passkey', endsAtMs))}
        onOver={() => setProposal(undefined)}
      />
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <PageHeading title={text('newDevice.title')} lead={text('newDevice.lead')} />
      <ProblemNotice error={error} />
      <ol>
        <li>{text('newDevice.step1')}</li>
        <li>{text('newDevice.step2')}</li>
        <li>{text('newDevice.step3')}</li>
      </ol>
      <NumberField value={typed} faulty={sent && number === undefined} onChange={setTyped} />
      <DeviceNameField value={name} faulty={sent && alias === ''} onChange={setName} />
      <div className={styles['row']}>
        <Button kind="primary" type="submit" busy={busy}>
          {busy ? text('entry.waiting') : text('newDevice.begin')}
        </Button>
        {!busy && <BackButton onBack={onBack} />}
      </div>
    </form>
  );
}

async function belongs(
  provider: IdentityProvider,
  credentialId: Uint8Array,
  anchor: bigint,
): Promise<boolean> {
  return (await findAnchorOfPasskey(provider, credentialId))?.anchor_number === anchor;
}
