export * from './build/index.ts';
export { CommandFailed, type CommandFailedCode } from './command-failed.ts';
export {
  type DeployableCanister,
  deployCanisters,
  type DeployedCanister,
  type Deployment,
} from './deploy/deploy-canisters.ts';
export { type Board, initArguments, type InitArguments, readBoardFile } from './deploy/init-arguments.ts';
export { DEMONSTRATION_PEOPLE, type PersonKey } from './demo/demonstration-people.ts';
export type { Network } from './deploy/resolve-network.ts';
