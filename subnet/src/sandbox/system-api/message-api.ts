import type { ApiBodies, ApiHost } from './api-host.ts';
import { contractViolation } from '../canister-trap.ts';
import { copyOut } from './api-host.ts';

const NOTHING = new Uint8Array(0);

/** Source: IC interface specification, "Method arguments" and "Ingress message inspection". */
export const messageApi = {
  msg_arg_data_size: ({ run }: ApiHost) => run.input.payload.length,
  msg_arg_data_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'msg_arg_data_copy', host.run.input.payload, { dst, offset, size }),

  msg_caller_size: ({ run }: ApiHost) => run.input.caller.length,
  msg_caller_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'msg_caller_copy', host.run.input.caller, { dst, offset, size }),

  msg_caller_info_data_size: ({ run }: ApiHost) => run.input.callerInfo?.data.length ?? 0,
  msg_caller_info_data_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'msg_caller_info_data_copy', host.run.input.callerInfo?.data ?? NOTHING, {
      dst,
      offset,
      size,
    }),
  msg_caller_info_signer_size: ({ run }: ApiHost) => run.input.callerInfo?.signer.length ?? 0,
  msg_caller_info_signer_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'msg_caller_info_signer_copy', host.run.input.callerInfo?.signer ?? NOTHING, {
      dst,
      offset,
      size,
    }),

  msg_reject_code: ({ run }: ApiHost) => run.input.rejection?.code ?? 0,
  msg_reject_msg_size: (host: ApiHost) => rejectMessage(host).length,
  msg_reject_msg_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'msg_reject_msg_copy', rejectMessage(host), { dst, offset, size }),

  msg_deadline: ({ run }: ApiHost) => {
    const { mode, deadlineNs } = run.input;
    return mode === 'U' || mode === 'Ry' || mode === 'Rt' ? deadlineNs : 0n;
  },

  msg_method_name_size: (host: ApiHost) => methodName(host).length,
  msg_method_name_copy: (host: ApiHost, dst: number, offset: number, size: number) =>
    copyOut(host, 'msg_method_name_copy', methodName(host), { dst, offset, size }),
  accept_message: ({ run }: ApiHost) => {
    if (run.accepted) throw contractViolation('ic0.accept_message: the function was already called.');
    run.accepted = true;
  },
} satisfies ApiBodies;

function rejectMessage({ run }: ApiHost): Uint8Array {
  return Buffer.from(run.input.rejection?.message ?? '', 'utf8');
}

function methodName({ run }: ApiHost): Uint8Array {
  const entry = run.input.entry;
  return Buffer.from(entry?.kind === 'inspect_message' ? entry.method : '', 'utf8');
}
