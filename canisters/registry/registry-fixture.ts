import { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { refusalOf as kitRefusalOf } from '@indus/kit/refusal-of';
import { SimulatedSystem } from '@indus/kit/simulated-system';
import { memoryTables } from '@indus/kit/table';
import type { OpenTable } from '@indus/kit/table';
import type { Action } from './action.ts';
import type { CertifiedPage } from './answers.ts';
import { install } from './install.ts';
import { jobKinds } from './job-kinds.ts';
import type { MethodError } from './method-error.ts';
import { Organisation } from './organisation.ts';
import type { OrganisationDetails } from './organisation.ts';
import type { Proposal } from './proposal.ts';
import { propose } from './propose.ts';
import { decodeRecord } from '@indus/kit/record-codec';
import { Registry } from './storage.ts';
import { vote } from './vote.ts';

/** The certificate of the tests; nothing verifies it here. */
export const CERTIFICATE = Uint8Array.of(1, 2, 3);

/** A signed principal with a number. */
export function person(number: number): Principal {
  return Principal.fromUint8Array(Uint8Array.from({ length: 29 }, (_, index) => (index === 28 ? 2 : number)));
}

/** Details that the registry accepts; the English name is unique to the number. */
export function details(number: number, over: Partial<OrganisationDetails> = {}): OrganisationDetails {
  return {
    names: { en: `Ministry of Works ${number}`, ur: `وزارتِ تعمیرات ${number}`, ps: [], pnb: [], sd: [] },
    kind: { federal: null },
    country: 'PK',
    contact: { email: 'info@works.gov.pk', telephone: [], website: [] },
    ...over,
  };
}

/** A registry over tables in the heap, with people to act and a clock to turn. */
export class Scene {
  readonly tables: OpenTable;
  readonly system = new SimulatedSystem();
  registry: Registry;
  /** What was set as certified data last. */
  certified: Uint8Array = new Uint8Array(0);

  /** Board: persons 1 to `members`. */
  constructor(members = 3, threshold = 2) {
    this.system.nowNs = 1_000n;
    this.tables = memoryTables();
    this.registry = this.open();
    install(this.registry, this.env(person(0)), {
      members: Array.from({ length: members }, (_, index) => person(index + 1)),
      threshold,
    });
    this.registry.secret.set(new Uint8Array(32).fill(7));
  }

  get nowNs(): bigint {
    return this.system.nowNs;
  }

  set nowNs(nowNs: bigint) {
    this.system.nowNs = nowNs;
  }

  /** Storage objects over the tables, as a module that starts has them. */
  open(): Registry {
    return new Registry(this.tables, this.system, jobKinds);
  }

  /** What a method sees when a principal calls it. */
  env(caller: Principal = Principal.anonymous()): Env {
    return {
      caller,
      nowNs: this.nowNs,
      certificate: () => CERTIFICATE,
      certify: (root) => {
        this.certified = root;
      },
    };
  }

  /** Person 1 proposes. */
  propose(action: Action, proposer = 1): Proposal {
    return propose(this.registry, this.env(person(proposer)), action);
  }

  /** A person votes. */
  vote(proposal: bigint, member: number, approve = true): Proposal {
    return vote(this.registry, this.env(person(member)), { proposal, approve });
  }

  /** Carries an action out: person 1 proposes, persons 1 and 2 approve. */
  enact(action: Action): Proposal {
    const { id } = this.propose(action);
    this.vote(id, 1);
    return this.vote(id, 2);
  }

  /** Admits an organisation and answers its id. */
  admit(admitted: OrganisationDetails): bigint {
    const { status } = this.enact({ admit_organisation: admitted });
    return ('executed' in status ? status.executed.organisation[0] : undefined) as bigint;
  }
}

/** The refusal that a call meets. */
export const refusalOf = kitRefusalOf<MethodError>;

/** The English names on a page of organisations. */
export function namesOn(page: CertifiedPage): string[] {
  return page.records.map((record) => decodeRecord<Organisation>(Organisation, record).names.en);
}
