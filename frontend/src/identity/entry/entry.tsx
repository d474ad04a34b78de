import type { ReactNode } from 'react';
import { useStep } from '../use-step.ts';
import type { Visitor } from '../visitor.ts';
import { EntryStart } from './entry-start.tsx';
import { NewDevice } from './new-device.tsx';
import { NumberForm } from './number-form.tsx';
import { PhraseForm } from './phrase-form.tsx';
import { Register } from './register.tsx';

/** The ways in. */
export type Way = 'start' | 'register' | 'number' | 'phrase' | 'new-device';

/** Lets a person in, by whichever way she can; what stands above the first choice is the caller's. */
export function Entry({
  heading,
  passkeyLabel,
  onEntered,
}: {
  /** What she is let in for. */
  readonly heading: ReactNode;
  readonly passkeyLabel: string;
  readonly onEntered: (visitor: Visitor, way: Way) => void;
}) {
  const [way, go] = useStep<Way>('start');
  const back = () => go('start');
  const entered = (visitor: Visitor) => onEntered(visitor, way);
  switch (way) {
    case 'register':
      return <Register onEntered={entered} onBack={back} />;
    case 'number':
      return <NumberForm onEntered={entered} onBack={back} />;
    case 'phrase':
      return <PhraseForm onEntered={entered} onBack={back} />;
    case 'new-device':
      return <NewDevice onEntered={entered} onBack={back} />;
    default:
      return (
        <>
          {heading}
          <EntryStart passkeyLabel={passkeyLabel} onEntered={entered} go={go} />
        </>
      );
  }
}
