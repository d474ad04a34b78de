import { useText } from '../language/index.ts';
import { Notice } from '../parts/notice.tsx';
import type { SignedOutBecause } from '../session/session.ts';
import { useSession } from '../session/session-context.tsx';

/** Ends that a person chose herself: nothing is wrong. */
const CHOSEN: ReadonlySet<SignedOutBecause> = new Set(['signed_out', 'window_closed', 'elsewhere']);

/** Says why nobody is signed in any more, or still not. */
export function SignedOutNotice() {
  const text = useText('shell');
  const { session } = useSession();
  if (session.state !== 'signed-out' || !session.because) return null;
  return (
    <Notice kind={CHOSEN.has(session.because) ? 'info' : 'warn'} live>
      <p>{text(`session.because.${session.because}`)}</p>
    </Notice>
  );
}
