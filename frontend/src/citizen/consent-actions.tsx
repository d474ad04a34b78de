import { hashShownText, type vault } from '@indus/client';
import { useState } from 'react';
import { TRAITS, useLanguage, useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { useNetwork } from '../network/network-context.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { type ConsentLine, shownText } from './consent-words.ts';

type Step = 'grant' | 'reject' | 'pause' | 'resume' | 'revoke';

/** What a person may do with a consent, by where it stands; nothing with one that is over. */
const STEPS: Readonly<Record<ReturnType<typeof caseOf<vault.ConsentStatus>>, readonly Step[]>> = {
  pending: ['grant', 'reject'],
  active: ['pause', 'revoke'],
  paused: ['resume', 'revoke'],
  revoked: [],
  expired: [],
  rejected: [],
};

const TARGETS = {
  reject: { rejected: null },
  pause: { paused: null },
  resume: { active: null },
  revoke: { revoked: null },
} as const;

/** Grants, rejects, pauses, resumes or revokes a consent, after one question. */
export function ConsentActions({
  consent,
  lines,
}: {
  readonly consent: vault.Consent;
  /** What the page shows; its hash is kept with a grant. */
  readonly lines: readonly ConsentLine[];
}) {
  const text = useText('citizen');
  const { principal: subject } = useNetwork();
  const { registryName } = TRAITS[useLanguage()];
  const write = useWrite();
  const [step, setStep] = useState<Step>();
  const carryOut = async (chosen: Step): Promise<void> => {
    setStep(undefined);
    const of = { subject, consent: consent.id };
    if (chosen !== 'grant') {
      return write.submit({
        to: 'vault',
        method: 'change_consent',
        subject,
        request: { ...of, to: TARGETS[chosen] },
      });
    }
    const shown_sha256 = hashShownText(shownText(lines));
    const language = { [registryName]: null } as vault.Language;
    return write.submit({
      to: 'vault',
      method: 'grant_consent',
      subject,
      request: { ...of, language, shown_sha256 },
    });
  };
  return (
    <>
      <WriteNotice write={write} done={text('consent.changed')} />
      <p>
        {STEPS[caseOf(consent.status)].map((each) => (
          <Button key={each} kind={kindOf(each)} busy={write.busy} onClick={() => setStep(each)}>
            {text(`consent.do.${each}`)}
          </Button>
        ))}
      </p>
      {step && (
        <ConfirmDialog
          open
          title={text(`consent.ask.${step}`)}
          confirm={text(`consent.do.${step}`)}
          danger={step === 'revoke' || step === 'reject'}
          onConfirm={() => void carryOut(step)}
          onClose={() => setStep(undefined)}
        >
          <p>{text(`consent.means.${step}`)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function kindOf(step: Step): 'primary' | 'danger' | 'secondary' {
  if (step === 'grant') return 'primary';
  return step === 'revoke' ? 'danger' : 'secondary';
}
