export { CallRejected } from './call-rejected.ts';
export type { SubmittedCall } from './submitted-call.ts';
export type { Calling, PrincipalLike, TestActor } from './test-calls.ts';
export type { CreateOptions, InstallOptions, SettingsLike, UpgradeOptions } from './test-canisters.ts';
export {
  startTestSubnet,
  TEST_START_NS,
  type LogLine,
  type OutcallAnswer,
  type PendingOutcall,
  type TestSubnet,
} from './test-subnet.ts';
