import type { ApiBodies, ApiHost } from './api-host.ts';
import { contractViolation } from '../canister-trap.ts';
import { copyOut, decodeText, readHeap } from './api-host.ts';

/** Bounds: bytes of a variable's name. Source: IC resource limits, "Canister environment variables". */
export const VARIABLE_NAME_BYTES_MAX = 128;

type Range = [dst: number, offset: number, size: number];

/** Source: IC interface specification, "Environment Variables". */
export const environmentApi = {
  env_var_count: ({ run }: ApiHost) => run.system.environment.length,
  env_var_name_size: (host: ApiHost, index: number) => nameAt(host, index).length,
  env_var_name_copy: (host: ApiHost, index: number, ...[dst, offset, size]: Range) =>
    copyOut(host, 'env_var_name_copy', nameAt(host, index), { dst, offset, size }),
  env_var_name_exists: (host: ApiHost, src: number, size: number) =>
    find(host, 'env_var_name_exists', src, size).value === undefined ? 0 : 1,
  env_var_value_size: (host: ApiHost, src: number, size: number) =>
    valueOf(host, 'env_var_value_size', src, size).length,
  env_var_value_copy: (host: ApiHost, nameSrc: number, nameSize: number, ...[dst, offset, size]: Range) => {
    const value = valueOf(host, 'env_var_value_copy', nameSrc, nameSize);
    copyOut(host, 'env_var_value_copy', value, { dst, offset, size });
  },
} satisfies ApiBodies;

function nameAt({ run }: ApiHost, index: number): Uint8Array {
  const variable = run.system.environment[index];
  if (variable === undefined)
    throw contractViolation(
      `env_var index out of bounds: index ${index}, number of variables ${run.system.environment.length}`,
    );
  return Buffer.from(variable[0], 'utf8');
}

function find(
  host: ApiHost,
  name: string,
  src: number,
  size: number,
): { name: string; value: string | undefined } {
  if (size > VARIABLE_NAME_BYTES_MAX)
    throw contractViolation(
      `ic0.${name}: variable name of ${size} bytes exceeds the limit of ${VARIABLE_NAME_BYTES_MAX} bytes`,
    );
  const bytes = readHeap(host, `ic0.${name}`, src, size);
  const wanted = decodeText(bytes, `ic0.${name}: variable name is not a valid UTF-8 string`);
  return { name: wanted, value: host.run.system.environment.find(([known]) => known === wanted)?.[1] };
}

function valueOf(host: ApiHost, name: string, src: number, size: number): Uint8Array {
  const found = find(host, name, src, size);
  if (found.value === undefined)
    throw contractViolation(`ic0.${name}: environment variable "${found.name}" not found`);
  return Buffer.from(found.value, 'utf8');
}
