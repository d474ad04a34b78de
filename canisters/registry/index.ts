import '@indus/kit/globals';
import { init, inspectMessage, postUpgrade, query, update } from 'azle';
import { azleSystem } from '@indus/kit/azle-system';
import { mayEnter, primeReplies, serve, serveInit } from '@indus/kit/endpoint';
import type { Host, Method } from '@indus/kit/endpoint';
import type { Env } from '@indus/kit/env';
import { openStableTable } from '@indus/kit/stable-table';
import { BoardMembers } from './board.ts';
import { install, upgrade } from './install.ts';
import { jobKinds } from './job-kinds.ts';
import { REQUEST_SIZE_BYTES_MAX } from './limits.ts';
import { listMembers } from './list-members.ts';
import { listProposals } from './list-proposals.ts';
import { METHODS } from './methods.ts';
import { propose } from './propose.ts';
import { proveLogConsistency } from './prove-log-consistency.ts';
import { proveLogEntry } from './prove-log-entry.ts';
import { readBoard } from './read-board.ts';
import {
  listParameters,
  listPurposes,
  listRecordClasses,
  readParameter,
  readPurpose,
  readRecordClass,
} from './read-code.ts';
import { readDirectory } from './read-directory.ts';
import { readLog } from './read-log.ts';
import { readMember } from './read-member.ts';
import { readOrganisation } from './read-organisation.ts';
import { readProposal } from './read-proposal.ts';
import { searchOrganisations } from './search-organisations.ts';
import { Registry } from './storage.ts';
import { vote } from './vote.ts';
import { withdraw } from './withdraw.ts';

const MANUAL = { manual: true } as const;

/** The door of the registry: every method as declared in registry.did, and nothing else. */
export default class {
  readonly #registry = new Registry(openStableTable, azleSystem, jobKinds);
  readonly #host: Host = this.#registry.host;

  @init([BoardMembers], MANUAL)
  install(): void {
    primeReplies(METHODS);
    serveInit<[BoardMembers]>([BoardMembers], REQUEST_SIZE_BYTES_MAX, this.#host, (env, board) =>
      install(this.#registry, env, board),
    );
  }

  // Azle wants the parameters of init here; the argument is not looked at.
  @postUpgrade([BoardMembers], MANUAL)
  upgrade(): void {
    primeReplies(METHODS);
    serveInit([], 0, this.#host, (env) => upgrade(this.#registry, env));
  }

  @inspectMessage(MANUAL)
  inspect(): boolean {
    return mayEnter(METHODS, azleSystem);
  }

  @update(METHODS.propose.args, METHODS.propose.result, MANUAL)
  propose(): void {
    this.#serve(METHODS.propose, propose);
  }

  @update(METHODS.vote.args, METHODS.vote.result, MANUAL)
  vote(): void {
    this.#serve(METHODS.vote, vote);
  }

  @update(METHODS.withdraw.args, METHODS.withdraw.result, MANUAL)
  withdraw(): void {
    this.#serve(METHODS.withdraw, withdraw);
  }

  @query(METHODS.read_board.args, METHODS.read_board.result, MANUAL)
  read_board(): void {
    this.#serve(METHODS.read_board, readBoard);
  }

  @query(METHODS.read_organisation.args, METHODS.read_organisation.result, MANUAL)
  read_organisation(): void {
    this.#serve(METHODS.read_organisation, readOrganisation);
  }

  @query(METHODS.search_organisations.args, METHODS.search_organisations.result, MANUAL)
  search_organisations(): void {
    this.#serve(METHODS.search_organisations, searchOrganisations);
  }

  @query(METHODS.read_member.args, METHODS.read_member.result, MANUAL)
  read_member(): void {
    this.#serve(METHODS.read_member, readMember);
  }

  @query(METHODS.list_members.args, METHODS.list_members.result, MANUAL)
  list_members(): void {
    this.#serve(METHODS.list_members, listMembers);
  }

  @query(METHODS.read_proposal.args, METHODS.read_proposal.result, MANUAL)
  read_proposal(): void {
    this.#serve(METHODS.read_proposal, readProposal);
  }

  @query(METHODS.list_proposals.args, METHODS.list_proposals.result, MANUAL)
  list_proposals(): void {
    this.#serve(METHODS.list_proposals, listProposals);
  }

  @query(METHODS.read_log.args, METHODS.read_log.result, MANUAL)
  read_log(): void {
    this.#serve(METHODS.read_log, readLog);
  }

  @query(METHODS.prove_log_entry.args, METHODS.prove_log_entry.result, MANUAL)
  prove_log_entry(): void {
    this.#serve(METHODS.prove_log_entry, proveLogEntry);
  }

  @query(METHODS.prove_log_consistency.args, METHODS.prove_log_consistency.result, MANUAL)
  prove_log_consistency(): void {
    this.#serve(METHODS.prove_log_consistency, proveLogConsistency);
  }

  @query(METHODS.read_purpose.args, METHODS.read_purpose.result, MANUAL)
  read_purpose(): void {
    this.#serve(METHODS.read_purpose, readPurpose);
  }

  @query(METHODS.list_purposes.args, METHODS.list_purposes.result, MANUAL)
  list_purposes(): void {
    this.#serve(METHODS.list_purposes, listPurposes);
  }

  @query(METHODS.read_record_class.args, METHODS.read_record_class.result, MANUAL)
  read_record_class(): void {
    this.#serve(METHODS.read_record_class, readRecordClass);
  }

  @query(METHODS.list_record_classes.args, METHODS.list_record_classes.result, MANUAL)
  list_record_classes(): void {
    this.#serve(METHODS.list_record_classes, listRecordClasses);
  }

  @query(METHODS.read_parameter.args, METHODS.read_parameter.result, MANUAL)
  read_parameter(): void {
    this.#serve(METHODS.read_parameter, readParameter);
  }

  @query(METHODS.list_parameters.args, METHODS.list_parameters.result, MANUAL)
  list_parameters(): void {
    this.#serve(METHODS.list_parameters, listParameters);
  }

  @query(METHODS.read_directory.args, METHODS.read_directory.result, MANUAL)
  read_directory(): void {
    this.#serve(METHODS.read_directory, readDirectory);
  }

  #serve<Args extends readonly unknown[], Value>(
    method: Method<Args, Value>,
    run: (registry: Registry, env: Env, ...args: Args) => Value,
  ): void {
    serve(method, this.#host, (env, ...args: Args) => run(this.#registry, env, ...args));
  }
}
