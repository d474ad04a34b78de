import type { ReactNode } from 'react';
import { useState } from 'react';
import { localisedName, useLanguage, useText } from '../language/index.ts';
import { Verified } from '../network/verified.tsx';
import { Field } from '../parts/field.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type RoleName, useRoles } from '../session/use-roles.ts';

/**
 * For which of her organisations a person acts: those in which she has one of the roles. With one there is nothing to choose.
 */
export function OwnOrganisation({
  wanted,
  children,
}: {
  readonly wanted: readonly RoleName[];
  readonly children: (organisation: bigint) => ReactNode;
}) {
  const text = useText('names');
  const language = useLanguage();
  const roles = useRoles();
  const [chosen, setChosen] = useState<bigint>();
  return (
    <Verified read={roles}>
      {({ memberships }) => {
        const own = memberships.filter(({ roles: held }) =>
          held.some((role) => wanted.some((name) => name in role)),
        );
        const [first] = own;
        if (!first) return <EmptyState title={text('own.none')} />;
        const organisation = chosen ?? first.organisation.id;
        return (
          <>
            {own.length > 1 && (
              <Field label={text('own.for')}>
                {(control) => (
                  <select
                    {...control}
                    value={organisation.toString()}
                    onChange={(event) => setChosen(BigInt(event.target.value))}
                  >
                    {own.map(({ organisation: { id, names } }) => (
                      <option key={id.toString()} value={id.toString()}>
                        {localisedName(names, language).text}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            )}
            {children(organisation)}
          </>
        );
      }}
    </Verified>
  );
}
