import { daysNs } from '../duration.ts';
import type { Statistics } from '../statistics.ts';

type ConsentModel = 'active' | 'paused' | 'revoked';
const MOVES: Readonly<Record<ConsentModel, readonly ConsentModel[]>> = {
  active: ['paused', 'revoked'],
  paused: ['active', 'revoked'],
  revoked: [],
};

/** What is expected of a call: written down under this name, refused with this case, or denied, which is written down too. */
export type Expected =
  { readonly act: string } | { readonly refused: string } | { readonly denied: string; readonly act: string };

/** What the vault should hold on one subject: plain lists, and nothing of how the vault does it. */
export class SubjectModel {
  records = 0;
  /** Acts in their order: name and outcome; `sealed` for those that nobody may see yet. */
  readonly ledger: string[] = [];
  readonly consents: ConsentModel[] = [];
  readonly tickets: ('open' | 'withdrawn')[] = [];
  readonly uses: ('waiting' | 'reviewed')[] = [];
}

/** What all subjects of all shards should come to: the simplest thing that could be right. */
export class VaultModel {
  readonly #subjects = new Map<string, SubjectModel>();
  #granted = 0n;
  #denied = 0n;
  #sealed = 0n;

  /** Everyone of whom something should be held. */
  get subjects(): ReadonlyMap<string, SubjectModel> {
    return this.#subjects;
  }

  /** What should be held on a subject. */
  of(subject: string): SubjectModel {
    return this.#subjects.get(subject) ?? new SubjectModel();
  }

  /** A record is issued. */
  issue(subject: string): Expected {
    const model = this.#touch(subject);
    model.records += 1;
    return this.#write(model, 'issue_record');
  }

  /** A record is amended. */
  amend(subject: string, id: number): Expected {
    if (id > this.of(subject).records) return { refused: 'RecordNotFound' };
    return this.#write(this.#touch(subject), 'amend_record');
  }

  /** Somebody reads by law, or under seal. */
  read(subject: string, isSealed: boolean): Expected {
    const model = this.#touch(subject);
    this.#granted += 1n;
    if (!isSealed) return this.#write(model, 'read_records');
    this.#sealed += 1n;
    return this.#write(model, 'sealed');
  }

  /** A clinic reads in an emergency. */
  breakGlass(subject: string): Expected {
    const model = this.#touch(subject);
    model.uses.push('waiting');
    this.#granted += 1n;
    return this.#write(model, 'read_records');
  }

  /** A second person of the clinic looks at it. */
  review(subject: string, use: number): Expected {
    const { uses } = this.of(subject);
    const before = uses[use - 1];
    if (before === undefined) return { refused: 'BreakGlassUseNotFound' };
    if (before === 'reviewed') return { refused: 'AlreadyReviewed' };
    uses[use - 1] = 'reviewed';
    return this.#write(this.of(subject), 'review_break_glass');
  }

  /** The subject consents. */
  offer(subject: string): Expected {
    const model = this.#touch(subject);
    model.consents.push('active');
    return this.#write(model, 'decide_consent');
  }

  /** The subject pauses, resumes or revokes. */
  change(subject: string, consent: number, to: ConsentModel): Expected {
    const { consents } = this.of(subject);
    const from = consents[consent - 1];
    if (from === undefined) return { refused: 'ConsentNotFound' };
    if (!MOVES[from].includes(to)) return { refused: 'IllegalTransition' };
    consents[consent - 1] = to;
    return this.#write(this.of(subject), 'decide_consent');
  }

  /** Somebody reads by a consent. */
  readByConsent(subject: string, consent: number): Expected {
    const model = this.#touch(subject);
    const status = model.consents[consent - 1];
    if (status === 'active') {
      this.#granted += 1n;
      return this.#write(model, 'read_records');
    }
    this.#denied += 1n;
    const denied = status === undefined ? 'ConsentNotFound' : 'ConsentNotActive';
    const act = `read_records ${denied}`;
    model.ledger.push(act);
    return { denied, act };
  }

  /** The subject claims a right. */
  openTicket(subject: string): Expected {
    const model = this.#touch(subject);
    model.tickets.push('open');
    return this.#write(model, 'open_ticket');
  }

  /** The subject takes it back. */
  withdraw(subject: string, ticket: number): Expected {
    const { tickets } = this.of(subject);
    const before = tickets[ticket - 1];
    if (before === undefined) return { refused: 'TicketNotFound' };
    if (before === 'withdrawn') return { refused: 'TicketClosed' };
    tickets[ticket - 1] = 'withdrawn';
    return this.#write(this.of(subject), 'withdraw_ticket');
  }

  /** The public counts of all shards together, when every time has passed that anything waits for. */
  get statistics(): Partial<Statistics> {
    const all = [...this.#subjects.values()];
    const sum = (count: (subject: SubjectModel) => number): bigint =>
      BigInt(all.reduce((total, subject) => total + count(subject), 0));
    const open = sum(({ tickets }) => tickets.filter((ticket) => ticket === 'open').length);
    return {
      subjects: BigInt(all.length),
      records: sum(({ records }) => records),
      reads_granted: this.#granted,
      reads_denied: this.#denied,
      sealed_now: 0n,
      sealed_ever: this.#sealed,
      break_glass_uses: sum(({ uses }) => uses.length),
      break_glass_unreviewed: sum(({ uses }) => uses.filter((use) => use === 'waiting').length),
      tickets_open: open,
      tickets_overdue: open,
    };
  }

  #touch(subject: string): SubjectModel {
    const model = this.of(subject);
    this.#subjects.set(subject, model);
    return model;
  }

  #write(model: SubjectModel, act: string): Expected {
    model.ledger.push(act);
    return { act };
  }
}

/** After the last deadline that the schedules can set: every job has run. */
export const ALL_TIMES_NS = daysNs(120);
