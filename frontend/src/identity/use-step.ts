import { useCallback, useState } from 'react';

/** The step of a walk, and going to another: headings of later steps take the focus, so that screen readers follow. */
export function useStep<Step extends string>(first: Step): readonly [Step, (step: Step) => void] {
  const [step, setStep] = useState<Step>(first);
  const go = useCallback((next: Step) => {
    document.body.dataset['moved'] = 'true';
    setStep(next);
    scrollTo(0, 0);
  }, []);
  return [step, go];
}
