import { useEffect, useState } from 'react';
import { useText } from '../../language/index.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Progress } from '../../parts/progress.tsx';
import { checkOrigin, type OriginVerdict } from '../protocol/check-origin.ts';
import type { Opener } from '../protocol/listen-to-opener.ts';
import type { PageRequest, RefusalReason } from '../protocol/page-request.ts';
import type { Visitor } from '../visitor.ts';
import { Consent } from './consent.tsx';
import { OriginRefused } from './origin-refused.tsx';

/** A request that a person is asked about, and what becomes of it. */
export interface DecisionProps {
  readonly request: PageRequest;
  readonly opener: Opener;
  readonly visitor: Visitor | undefined;
  readonly onVisitor: (visitor: Visitor) => void;
  readonly onAnswered: () => void;
}

/** One request of a page, from the check of its origin to the answer. */
export function Decision(props: DecisionProps) {
  const text = useText('identity');
  const { request, onAnswered } = props;
  const { origin, derivationOrigin } = request;
  const [verdict, setVerdict] = useState<OriginVerdict>();
  useEffect(() => {
    void checkOrigin(origin, derivationOrigin).then(setVerdict);
  }, [origin, derivationOrigin]);
  const refuse = (reason: RefusalReason) => {
    request.refuse(reason);
    onAnswered();
  };
  if (verdict === undefined) {
    return (
      <>
        <PageHeading title={text('authorize.title')} />
        <Progress label={text('authorize.checking')} />
      </>
    );
  }
  if (!verdict.allowed) return <OriginRefused request={request} reason={verdict.reason} onRefuse={refuse} />;
  return <Consent {...props} derivedFrom={verdict.derivedFrom} onCancel={() => refuse('cancelled')} />;
}
