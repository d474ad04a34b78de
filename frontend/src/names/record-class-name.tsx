import { Localised } from './localised.tsx';
import { useRecordClass } from './use-registry-names.ts';

/** The words of a record class's code, as the registry proves them; the code until they are known. */
export function RecordClassName({ code }: { readonly code: string }) {
  const recordClass = useRecordClass(code);
  return recordClass ? <Localised names={recordClass.names} /> : <bdi dir="ltr">{code}</bdi>;
}
