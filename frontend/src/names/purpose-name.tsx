import { Localised } from './localised.tsx';
import { usePurpose } from './use-registry-names.ts';

/** The words of a purpose's code, as the registry proves them; the code until they are known. */
export function PurposeName({ code }: { readonly code: string }) {
  const purpose = usePurpose(code);
  return purpose ? <Localised names={purpose.names} /> : <bdi dir="ltr">{code}</bdi>;
}
