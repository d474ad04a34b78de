import { IdentityRefused } from '@indus/client';
import { type TextKey, useFormats, useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { Notice } from '../parts/notice.tsx';
import { ClockProblem } from './clock-problem.ts';
import { EntryProblem } from './entry-problem.ts';
import { PasskeyProblem } from './passkey/passkey-problem.ts';

/** Says what went wrong, in the page's language and by its name; nothing when nothing did. */
export function ProblemNotice({ error }: { readonly error: unknown }) {
  const text = useText('identity');
  const { duration } = useFormats();
  if (error === undefined) return null;
  const words = wordsFor(error);
  if (words === undefined) return <FailureNotice error={error} />;
  const values = error instanceof ClockProblem ? { span: duration(wholeMinutesMs(error.aheadMs)) } : {};
  return (
    <Notice kind="bad" live>
      <p>{text(words, values)}</p>
    </Notice>
  );
}

const MINUTE_MS = 60_000;

function wholeMinutesMs(ms: number): number {
  return Math.round(Math.abs(ms) / MINUTE_MS) * MINUTE_MS;
}

function wordsFor(error: unknown): TextKey<'identity'> | undefined {
  if (error instanceof PasskeyProblem || error instanceof EntryProblem) return `problem.${error.code}`;
  if (error instanceof ClockProblem) return 'problem.clock';
  if (error instanceof IdentityRefused && 'NotDevice' in error.error) return 'problem.not_device';
  return undefined;
}
