import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Notice } from '../../parts/notice.tsx';
import { isPhrase } from '../device-data.ts';
import type { PartProps } from './part-props.ts';
import { PhraseSetup } from './phrase-setup.tsx';

/** The recovery phrase: whether there is one, and making one. */
export function RecoveryCard(parts: PartProps) {
  const text = useText('identity');
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState(false);
  const existing = parts.anchor.devices.find(({ device }) => isPhrase(device));
  if (making) {
    const done = async () => {
      await parts.reload();
      setMaking(false);
      setMade(true);
    };
    return (
      <Card title={text('recovery.title')}>
        <PhraseSetup {...parts} replaces={existing?.device} onDone={done} onBack={() => setMaking(false)} />
      </Card>
    );
  }
  return (
    <Card title={text('recovery.title')}>
      {made && (
        <Notice kind="good" live>
          <p>{text('recovery.done')}</p>
        </Notice>
      )}
      {existing === undefined ? (
        <Notice kind="warn">
          <p>{text('recovery.none')}</p>
        </Notice>
      ) : (
        <p>{text('recovery.exists')}</p>
      )}
      <Button onClick={() => setMaking(true)}>
        {text(existing === undefined ? 'recovery.make' : 'recovery.replace')}
      </Button>
    </Card>
  );
}
