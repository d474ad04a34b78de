import {
  addDevice,
  generateRecoveryPhrase,
  type identity,
  identityFromRecoveryPhrase,
  replaceDevice,
} from '@indus/client';
import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { phraseDevice } from '../device-data.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import type { PartProps } from './part-props.ts';
import { PhraseCheck } from './phrase-check.tsx';
import { PhraseWords } from './phrase-words.tsx';

/** Makes a recovery phrase: it is shown once, some of its words are asked for, then its key becomes a device. */
export function PhraseSetup({
  visitor: { provider },
  anchor,
  replaces,
  onDone,
  onBack,
}: PartProps & {
  readonly replaces: identity.DeviceData | undefined;
  readonly onDone: () => Promise<void>;
  readonly onBack: () => void;
}) {
  const text = useText('identity');
  const [words] = useState(generateRecoveryPhrase);
  const [written, setWritten] = useState(false);
  const { busy, error, run } = useTask();
  const keep = (isProtected: boolean) =>
    run(async () => {
      const key = await identityFromRecoveryPhrase(words);
      const publicKey = new Uint8Array(key.getPublicKey().toDer());
      const device = phraseDevice(publicKey, text('recovery.deviceName'), isProtected);
      if (replaces === undefined) await addDevice(provider, anchor.number, device);
      else await replaceDevice(provider, anchor.number, Uint8Array.from(replaces.pubkey), device);
      await onDone();
    });
  if (!written) return <PhraseWords words={words} onWritten={() => setWritten(true)} onBack={onBack} />;
  return (
    <>
      <ProblemNotice error={error} />
      <PhraseCheck words={words} busy={busy} onRight={keep} onBack={() => setWritten(false)} />
    </>
  );
}
