import type { ReactNode } from 'react';
import { useFormats, useText } from '../language/index.ts';
import { useCaller } from '../network/caller-context.tsx';
import { FailureNotice } from '../network/failure-notice.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Progress } from '../parts/progress.tsx';
import { hasRole, type RoleName, useRoles } from '../session/use-roles.ts';

/** Shows its content to whom the registry proves one of the roles, and the others which role is missing. */
export function RoleGate({
  title,
  wanted,
  children,
}: {
  readonly title: string;
  readonly wanted: readonly RoleName[];
  readonly children: ReactNode;
}) {
  const text = useText('shell');
  const formats = useFormats();
  const roles = useRoles();
  const { principal } = useCaller();
  if (roles.state === 'loading') return <Progress label={text('role.checking')} />;
  if (roles.state !== 'failed' && hasRole(roles.data, wanted)) return children;
  const names = formats.list(
    wanted.map((name) => text(`role.${name}`)),
    'or',
  );
  return (
    <>
      <PageHeading title={title} />
      {roles.state === 'failed' ? (
        <FailureNotice error={roles.error} onRetry={roles.refresh} />
      ) : (
        <EmptyState title={text('role.missing', { roles: names })}>
          <p>{text('role.missingHelp')}</p>
          <PrincipalId value={principal} whole />
        </EmptyState>
      )}
    </>
  );
}
