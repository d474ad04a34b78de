import {
  call,
  canisterSelf,
  certifiedDataSet,
  dataCertificate,
  inReplicatedExecution,
  isController,
  msgArgData,
  msgCaller,
  msgMethodName,
  msgReply,
  setTimer,
  time,
  trap,
} from 'azle';
import type { AsyncSystem } from './system.ts';

/** The System API of the running canister. */
export const azleSystem: AsyncSystem = {
  argument: msgArgData,
  caller: msgCaller,
  timeNs: time,
  methodName: msgMethodName,
  reply: msgReply,
  trap,
  dataCertificate,
  setCertifiedData: certifiedDataSet,
  self: canisterSelf,
  isController,
  call: ({ canister, method, argument, cycles }) =>
    call(canister, method, { raw: true, args: argument, cycles }),
  notify: ({ canister, method, argument, cycles }) => {
    // A one-way call is performed before the promise is returned; what it throws is in the promise.
    void call(canister, method, { raw: true, args: argument, cycles, oneway: true }).catch(() => undefined);
  },
  setTimer: (delayS, callback) => {
    setTimer(delayS, callback);
  },
  isReplicated: inReplicatedExecution,
};
