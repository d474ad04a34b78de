import type { LedgerPosition, vault } from '@indus/client';
import type { ReactNode } from 'react';
import { useAnyText, useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { PurposeName } from '../names/purpose-name.tsx';
import { RecordClassList } from '../names/record-class-list.tsx';
import { Badge } from '../parts/badge.tsx';
import { Details } from '../parts/details.tsx';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Notice } from '../parts/notice.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';

/** One position of the ledger: who did what, when, on what ground, and how it ended. */
export function PositionContent({ position }: { readonly position: LedgerPosition }) {
  const text = useText('citizen');
  if (position.kind === 'sealed') {
    return (
      <Notice kind="warn">
        {text('access.sealed')} <Time value={position.reveal_at_ns} as="date" />
      </Notice>
    );
  }
  const { entry } = position;
  return (
    <>
      {position.kind === 'revealed' && <Badge kind="warn">{text('access.revealed')}</Badge>}
      <EntryFacts entry={entry} />
      <Details summary={text('access.more')}>
        <EntryDetails entry={entry} />
      </Details>
    </>
  );
}

/** Names an entry: who, and what she did. */
export function PositionTitle({ position }: { readonly position: LedgerPosition }) {
  const text = useText('citizen');
  const say = useAnyText('citizen');
  if (position.kind === 'sealed') return <>{text('access.underSeal')}</>;
  const { entry } = position;
  const denied = 'denied' in entry.outcome;
  return (
    <>
      <Who entry={entry} /> — {say(`act.${caseOf(entry.act)}`, 'act.other')}{' '}
      <Badge kind={denied ? 'bad' : 'good'}>{text(denied ? 'outcome.denied' : 'outcome.granted')}</Badge>
    </>
  );
}

function Who({ entry }: { readonly entry: vault.LedgerEntry }): ReactNode {
  const text = useText('citizen');
  const [organisation] = entry.organisation;
  if (organisation !== undefined) return <OrganisationName id={organisation} />;
  if (entry.caller.toText() === entry.subject.toText()) return text('who.you');
  return 'delegation' in entry.basis ? text('who.delegate') : text('who.somebody');
}

function EntryFacts({ entry }: { readonly entry: vault.LedgerEntry }) {
  const text = useText('citizen');
  const say = useAnyText('citizen');
  const [purpose] = entry.purpose;
  const [onBehalfOf] = entry.on_behalf_of;
  return (
    <Facts
      facts={[
        { name: text('entry.basis'), value: <BasisWords basis={entry.basis} /> },
        ...(purpose ? [{ name: text('entry.purpose'), value: <PurposeName code={purpose} /> }] : []),
        ...(entry.record_classes.length > 0
          ? [{ name: text('entry.classes'), value: <RecordClassList codes={entry.record_classes} /> }]
          : []),
        ...(onBehalfOf ? [{ name: text('entry.onBehalfOf'), value: <bdi>{onBehalfOf}</bdi> }] : []),
        ...('denied' in entry.outcome
          ? [{ name: text('entry.denial'), value: say(`denial.${entry.outcome.denied}`, 'denial.other') }]
          : []),
      ]}
    />
  );
}

function EntryDetails({ entry }: { readonly entry: vault.LedgerEntry }) {
  const text = useText('citizen');
  const say = useAnyText('citizen');
  const [role] = entry.role;
  const [deleteBy] = entry.delete_by_ns;
  return (
    <Facts
      facts={[
        { name: text('entry.number'), value: <bdi dir="ltr">{entry.sequence.toString()}</bdi> },
        { name: text('entry.caller'), value: <PrincipalId value={entry.caller} /> },
        ...(role ? [{ name: text('entry.role'), value: say(`role.${caseOf(role)}`, 'role.other') }] : []),
        ...(deleteBy === undefined
          ? []
          : [{ name: text('entry.deleteBy'), value: <Time value={deleteBy} as="date" /> }]),
        { name: text('entry.result'), value: <Hash value={Uint8Array.from(entry.result_sha256)} /> },
      ]}
    />
  );
}

/** On what ground somebody came, with what she referred to. */
function BasisWords({ basis }: { readonly basis: vault.Basis }) {
  const text = useText('citizen');
  if ('consent' in basis) return text('basis.consent', { id: basis.consent });
  if ('statute' in basis) return text('basis.statute', { reference: basis.statute.reference });
  if ('warrant' in basis) return text('basis.warrant', { reference: basis.warrant.reference });
  if ('break_glass' in basis) return text('basis.breakGlass', { reason: basis.break_glass.reason });
  if ('delegation' in basis) return text('basis.delegation', { id: basis.delegation });
  if ('audit' in basis) return text('basis.audit', { reference: basis.audit });
  return text('basis.subject');
}
