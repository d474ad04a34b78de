import { useText } from '../language/index.ts';
import { principalOf } from '../names/principal-of.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { CanisterVerdict } from './canister-verdict.tsx';

/** One canister on record, checked now. */
export function CanisterPage({ id }: { readonly id: string }) {
  const text = useText('public');
  const canister = principalOf(id);
  return (
    <>
      <PageHeading title={text('canister.title')} />
      {canister ? (
        <CanisterVerdict canister={canister} />
      ) : (
        <EmptyState title={text('verifyCanister.noId')} />
      )}
    </>
  );
}
