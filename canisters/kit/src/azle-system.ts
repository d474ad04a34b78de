import {
  certifiedDataSet,
  dataCertificate,
  msgArgData,
  msgCaller,
  msgMethodName,
  msgReply,
  time,
  trap,
} from 'azle';
import type { System } from './system.ts';

/** The System API of the running canister. */
export const azleSystem: System = {
  argument: msgArgData,
  caller: msgCaller,
  timeNs: time,
  methodName: msgMethodName,
  reply: msgReply,
  trap,
  dataCertificate,
  setCertifiedData: certifiedDataSet,
};
