import type { ApiBodies, ApiHost } from './api-host.ts';
import { contractViolation } from '../canister-trap.ts';
import { copyOut, readHeap } from './api-host.ts';
import { modeText } from './execution-mode.ts';
import { CERTIFIED_DATA_BYTES_MAX } from '../../limits.ts';

/** Source: IC interface specification, "Certified data". */
export const certificationApi = {
  root_key_size: ({ run }: ApiHost) => run.system.rootKeyDer.length,
  root_key_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'root_key_copy', host.run.system.rootKeyDer, { dst, offset, size }),

  certified_data_set: (host: ApiHost, src: number, size: number) => {
    host.charge(size);
    if (size > CERTIFIED_DATA_BYTES_MAX)
      throw contractViolation(
        'ic0_certified_data_set failed because the passed data must be ' +
          `no larger than ${CERTIFIED_DATA_BYTES_MAX} bytes. Found ${size} bytes.`,
      );
    host.run.certifiedData = new Uint8Array(readHeap(host, 'ic0.certified_data_set', src, size));
  },

  data_certificate_present: ({ run }: ApiHost) =>
    run.input.dataCertificate !== undefined && isRootQuery(run.input.mode) ? 1 : 0,
  data_certificate_size: (host: ApiHost) => certificate(host, 'data_certificate_size').length,
  data_certificate_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'data_certificate_copy', certificate(host, 'data_certificate_copy'), { dst, offset, size }),
} satisfies ApiBodies;

function certificate({ run }: ApiHost, name: string): Uint8Array {
  const { dataCertificate, mode, entry } = run.input;
  if (dataCertificate === undefined)
    throw contractViolation(`"ic0_${name}" cannot be executed in ${modeText(mode, entry)} mode`);
  return dataCertificate;
}

function isRootQuery(mode: string): boolean {
  return mode === 'NRQ' || mode === 'CQ';
}
