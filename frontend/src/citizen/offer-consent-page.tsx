import { hashShownText, type vault } from '@indus/client';
import { type FormEvent, useState } from 'react';
import { TRAITS, useAnyText, useFormats, useLanguage, useText } from '../language/index.ts';
import { PurposeSelect, RecordClassChoices } from '../names/code-select.tsx';
import { OrganisationSelect } from '../names/organisation-select.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { Verified } from '../network/verified.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { CountField } from '../parts/count-field.tsx';
import { DayField } from '../parts/day-field.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { consentLines, shownText } from './consent-words.ts';
import { type TermsFault, type TermsForm, termsOfForm } from '../dossier/terms-of-form.ts';
import { useTermNames } from './use-term-names.ts';

const EMPTY: TermsForm = {
  consumer: undefined,
  purpose: '',
  recordClasses: [],
  dataFrom: '',
  dataTo: '',
  until: '',
  timesPerMonth: 10,
  keepMonths: 3,
};

/** A consent that nobody asked for: entered, then read in full as it will be kept, then given. */
export function OfferConsentPage() {
  const text = useText('citizen');
  const { principal } = useNetwork();
  const [form, setForm] = useState(EMPTY);
  const [fault, setFault] = useState<TermsFault>();
  const [terms, setTerms] = useState<vault.ConsentTerms>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const offered = termsOfForm(form, principal, BigInt(Date.now()) * 1_000_000n);
    setFault(typeof offered === 'string' ? offered : undefined);
    if (typeof offered !== 'string') setTerms(offered);
  };
  return (
    <>
      <PageHeading title={text('offer.title')} lead={text('offer.lead')} />
      {terms ? (
        <OfferReview terms={terms} onBack={() => setTerms(undefined)} />
      ) : (
        <Card>
          <form onSubmit={submit} noValidate>
            <OfferFields form={form} fault={fault} onChange={setForm} />
            <Button kind="primary" type="submit">
              {text('offer.review')}
            </Button>
          </form>
        </Card>
      )}
    </>
  );
}

function OfferFields({
  form,
  fault,
  onChange,
}: {
  readonly form: TermsForm;
  readonly fault: TermsFault | undefined;
  readonly onChange: (form: TermsForm) => void;
}) {
  const text = useText('citizen');
  const errorOf = (field: TermsFault) => (fault === field ? text(`offer.fault.${field}`) : undefined);
  return (
    <>
      <OrganisationSelect
        label={text('consent.consumer')}
        value={form.consumer}
        onChange={(consumer) => onChange({ ...form, consumer })}
        error={errorOf('consumer')}
      />
      <PurposeSelect
        label={text('consent.purpose')}
        value={form.purpose}
        onChange={(purpose) => onChange({ ...form, purpose })}
        error={errorOf('purpose')}
      />
      <RecordClassChoices
        legend={text('consent.classes')}
        chosen={form.recordClasses}
        onChange={(recordClasses) => onChange({ ...form, recordClasses })}
        error={errorOf('classes')}
      />
      <DayField
        label={text('offer.dataFrom')}
        value={form.dataFrom}
        onChange={(dataFrom) => onChange({ ...form, dataFrom })}
        error={errorOf('data')}
      />
      <DayField
        label={text('offer.dataTo')}
        value={form.dataTo}
        onChange={(dataTo) => onChange({ ...form, dataTo })}
        error={errorOf('data')}
      />
      <DayField
        label={text('offer.until')}
        value={form.until}
        onChange={(until) => onChange({ ...form, until })}
        error={errorOf('until')}
      />
      <CountField
        label={text('offer.times')}
        value={form.timesPerMonth}
        onChange={(timesPerMonth) => onChange({ ...form, timesPerMonth })}
        error={errorOf('times')}
      />
      <CountField
        label={text('offer.keep')}
        value={form.keepMonths}
        onChange={(keepMonths) => onChange({ ...form, keepMonths })}
        error={errorOf('keep')}
      />
    </>
  );
}

/** Every term in words, as its hash will be kept, and the button that gives the consent. */
function OfferReview({ terms, onBack }: { readonly terms: vault.ConsentTerms; readonly onBack: () => void }) {
  const text = useText('citizen');
  const say = useAnyText('citizen');
  const formats = useFormats();
  const { registryName } = TRAITS[useLanguage()];
  const { principal: subject } = useNetwork();
  const names = useTermNames(terms);
  const write = useWrite();
  return (
    <Card title={text('consent.terms')}>
      <Verified read={names}>
        {(known) => {
          const lines = consentLines(terms, known, { text, say, formats });
          const give = (): void => {
            const shown_sha256 = hashShownText(shownText(lines));
            const language = { [registryName]: null } as vault.Language;
            const request = { terms, language, shown_sha256 };
            void write.submit({ to: 'vault', method: 'offer_consent', subject, request });
          };
          return (
            <>
              <Facts facts={lines.map(({ name, words }) => ({ name, value: <bdi>{words}</bdi> }))} />
              <WriteNotice write={write} done={text('offer.given')} />
              {write.state !== 'done' && (
                <p>
                  <Button kind="primary" busy={write.busy} onClick={give}>
                    {text('consent.do.grant')}
                  </Button>{' '}
                  <Button onClick={onBack}>{text('offer.back')}</Button>
                </p>
              )}
            </>
          );
        }}
      </Verified>
    </Card>
  );
}
