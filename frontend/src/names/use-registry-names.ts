import { readOrganisation, readPurpose, readRecordClass, type registry } from '@indus/client';
import type { Network } from '../network/network.ts';
import { type ReadKey, useVerified } from '../network/use-verified.ts';

interface Found<T> {
  readonly value: T | undefined;
  readonly time_ns: bigint;
}

/** An organisation of the registry; nothing while it is read, when it is not there, and when it could not be proven. */
export function useOrganisation(id: bigint): registry.Organisation | undefined {
  return useFound(['names', 'organisation', id], (network) => readOrganisation(network.registry, id));
}

/** A purpose of the registry; nothing as with {@link useOrganisation}. */
export function usePurpose(code: string): registry.Purpose | undefined {
  return useFound(['names', 'purpose', code], (network) => readPurpose(network.registry, code))?.purpose;
}

/** A record class of the registry; nothing as with {@link useOrganisation}. */
export function useRecordClass(code: string): registry.RecordClass | undefined {
  const found = useFound(['names', 'record class', code], (network) =>
    readRecordClass(network.registry, code),
  );
  return found?.record_class;
}

function useFound<T>(key: ReadKey, read: (network: Network) => Promise<Found<T>>): T | undefined {
  const found = useVerified(key, read);
  return found.state === 'verified' || found.state === 'offline' ? found.data.value : undefined;
}
