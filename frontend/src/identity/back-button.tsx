import { useText } from '../language/index.ts';
import { Button } from '../parts/button.tsx';

/** Goes a step back. */
export function BackButton({ onBack }: { readonly onBack: () => void }) {
  const text = useText('common');
  return (
    <Button kind="quiet" onClick={onBack}>
      {text('action.back')}
    </Button>
  );
}
