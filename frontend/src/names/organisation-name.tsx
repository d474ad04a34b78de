import { useText } from '../language/index.ts';
import { Localised } from './localised.tsx';
import { useOrganisation } from './use-registry-names.ts';

/** The name of an organisation as the registry proves it; its number until it is known. */
export function OrganisationName({ id }: { readonly id: bigint }) {
  const text = useText('names');
  const organisation = useOrganisation(id);
  return organisation ? <Localised names={organisation.names} /> : text('organisation', { id });
}
