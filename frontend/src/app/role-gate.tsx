import type { ReactNode } from 'react';
import { useText } from '../language/index.ts';
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
  const text = useText('common');
  const code = useText('codes');
  const roles = useRoles();
  const { principal } = useCaller();
  if (roles.state === 'loading') return <Progress label={text('verified.checking')} />;
  if (roles.state !== 'failed' && hasRole(roles.data, wanted)) return children;
  return (
    <>
      <PageHeading title={title} />
      {roles.state === 'failed' ? (
        <FailureNotice error={roles.error} onRetry={roles.refresh} />
      ) : (
        <EmptyState title={text('role.missingTitle')}>
          <p>{text('role.missing', { roles: wanted.map((name) => code(`role.${name}`)) })}</p>
          <p>
            {text('session.youAre')}: <PrincipalId value={principal} whole />
          </p>
        </EmptyState>
      )}
    </>
  );
}
