import type { CborMap, CborValue } from '../codec/cbor-value.ts';
import type { Account } from './account.ts';
import { BlockLog } from './block-log.ts';
import { admitOnce, type Admitted } from './deduplication.ts';
import { MEMO_BYTES_MAX } from './ledger-limits.ts';
import { LedgerRefused } from './ledger-refused.ts';
import { SystemTrap, type SystemCall } from './system-canister.ts';
import type { SystemStorage } from './system-storage.ts';
import type { Token } from './token.ts';

/** What every transaction says of itself. */
export interface TransactionOptions {
  readonly memo?: Uint8Array | bigint | undefined;
  readonly createdAtNs?: bigint | undefined;
  /** The fee that the caller expects. */
  readonly fee?: bigint | undefined;
}

/** How much may be spent by another, and until when (0: for ever). */
export interface Allowance {
  readonly amount: bigint;
  readonly expiresAtNs: bigint;
}

const NO_ALLOWANCE: Allowance = { amount: 0n, expiresAtNs: 0n };

/**
 * Balances, allowances and blocks of one token. Every transaction is checked before anything is written.
 * Source: ICRC-1, ICRC-2, ICRC-3.
 */
export class TokenLedger {
  readonly token: Token;
  readonly log: BlockLog;
  readonly #storage: SystemStorage;
  readonly #nowNs: bigint;

  constructor(token: Token, call: Pick<SystemCall, 'storage' | 'nowNs'>) {
    this.token = token;
    this.#storage = call.storage(token.canister);
    this.#nowNs = call.nowNs;
    this.log = new BlockLog(this.#storage);
  }

  async balanceOf(account: Account): Promise<bigint> {
    return (await this.balanceAt(this.token.addressOf(account))) + (await this.#ungranted(account));
  }

  /** Balance at an address, without what an owner who was never seen would have. */
  async balanceAt(address: string): Promise<bigint> {
    return (await this.#storage.get<{ readonly balance: bigint }>(`balance/${address}`))?.balance ?? 0n;
  }

  async totalSupply(): Promise<bigint> {
    return (await this.#storage.get<{ readonly total: bigint }>('supply'))?.total ?? 0n;
  }

  async allowance(from: Account, spender: Account): Promise<Allowance> {
    const found = await this.#storage.get<Allowance>(this.#allowanceName(from, spender));
    if (found === undefined || (found.expiresAtNs !== 0n && found.expiresAtNs <= this.#nowNs))
      return NO_ALLOWANCE;
    return found;
  }

  /** Makes tokens. Returns the index of the block. */
  async mint(to: Account, amount: bigint, options: TransactionOptions = {}): Promise<bigint> {
    await this.#grant(to);
    const address = this.token.addressOf(to);
    await this.#credit(address, amount);
    await this.#changeSupply(amount);
    return this.#append('mint', { to: this.token.blockAddress(address), amt: amount }, options);
  }

  /**
   * Destroys tokens; `fee` is destroyed with them.
   * Errors: LedgerRefused TooOld, CreatedInFuture, Duplicate, InsufficientFunds, InsufficientAllowance.
   */
  async burn(
    from: Account,
    amount: bigint,
    details: TransactionOptions & {
      readonly burnFee: bigint;
      readonly spender?: Account | undefined;
      /** What else makes this transaction differ from others. */
      readonly purpose: string;
    },
  ): Promise<bigint> {
    const address = this.token.addressOf(from);
    const { burnFee, spender, purpose } = details;
    const identity = {
      op: `burn ${purpose}`,
      from: address,
      amount,
      spender: spender && this.token.addressOf(spender),
    };
    const admitted = await this.#admit(identity, details);
    const cost = amount + burnFee;
    const allowance = await this.#requireAllowance(from, spender, cost);
    await this.#requireFunds(from, cost);
    await this.#grant(from);
    await this.#useAllowance(from, spender, allowance, cost);
    await this.#debit(address, cost);
    await this.#changeSupply(-cost);
    const content = { from: this.token.blockAddress(address), amt: amount };
    return this.#close(
      admitted,
      await this.#append('burn', content, { ...details, fee: undefined }, burnFee),
    );
  }

  /**
   * Moves tokens; with a `spender`, out of what it may spend. Sending to the minting account destroys them.
   * Errors: LedgerRefused BadFee, BadBurn, TooOld, CreatedInFuture, Duplicate, InsufficientAllowance, InsufficientFunds.
   */
  async transfer(
    from: Account,
    to: Account | string,
    amount: bigint,
    options: TransactionOptions & { readonly spender?: Account | undefined } = {},
  ): Promise<bigint> {
    const { spender } = options;
    const toAddress = typeof to === 'string' ? to : this.token.addressOf(to);
    const burns = this.token.minting !== undefined && this.token.addressOf(this.token.minting) === toAddress;
    const fee = this.#expectFee(options, burns ? 0n : this.token.fee);
    if (burns && amount < this.token.fee)
      throw new LedgerRefused({ BadBurn: { min_burn_amount: this.token.fee } });
    if (burns) return this.burn(from, amount, { ...options, burnFee: 0n, purpose: 'transfer' });
    const address = this.token.addressOf(from);
    const by = spender && this.token.addressOf(spender);
    const identity = { op: 'xfer', from: address, to: toAddress, amount, spender: by };
    const admitted = await this.#admit(identity, options);
    const allowance = await this.#requireAllowance(from, spender, amount + fee);
    await this.#requireFunds(from, amount + fee);
    await this.#grant(from);
    if (typeof to !== 'string') await this.#grant(to);
    await this.#useAllowance(from, spender, allowance, amount + fee);
    await this.#debit(address, amount + fee);
    await this.#credit(toAddress, amount);
    await this.#changeSupply(-fee);
    const at = (place: string) => this.token.blockAddress(place);
    const content = { from: at(address), to: at(toAddress), amt: amount, ...(by && { spender: at(by) }) };
    return this.#close(admitted, await this.#append('xfer', content, options, fee));
  }

  /**
   * Lets a spender spend.
   * Errors: LedgerRefused BadFee, TooOld, CreatedInFuture, Duplicate, AllowanceChanged, Expired, InsufficientFunds;
   * SystemTrap when an owner approves itself.
   */
  async approve(
    from: Account,
    spender: Account,
    allowed: Allowance & { readonly expected?: bigint | undefined },
    options: TransactionOptions,
  ): Promise<bigint> {
    if (from.owner === spender.owner) throw new SystemTrap('self approval is not allowed');
    const fee = this.#expectFee(options, this.token.fee);
    const { amount: wanted, expiresAtNs, expected } = allowed;
    const amount = wanted > this.token.balanceMax ? this.token.balanceMax : wanted;
    const [address, by] = [this.token.addressOf(from), this.token.addressOf(spender)];
    const identity = { op: 'approve', from: address, spender: by, amount, expires: expiresAtNs, expected };
    const admitted = await this.#admit(identity, options);
    const current = (await this.allowance(from, spender)).amount;
    if (expected !== undefined && expected !== current) {
      throw new LedgerRefused({ AllowanceChanged: { current_allowance: current } });
    }
    if (expiresAtNs !== 0n && expiresAtNs <= this.#nowNs) {
      throw new LedgerRefused({ Expired: { ledger_time: this.#nowNs } });
    }
    await this.#requireFunds(from, fee);
    await this.#grant(from);
    await this.#debit(address, fee);
    await this.#changeSupply(-fee);
    this.#setAllowance(from, spender, { amount, expiresAtNs });
    const content = {
      from: this.token.blockAddress(address),
      spender: this.token.blockAddress(by),
      amt: amount,
      ...(expected !== undefined && { expected_allowance: expected }),
      ...(expiresAtNs !== 0n && { expires_at: expiresAtNs }),
    };
    return this.#close(admitted, await this.#append('approve', content, options, fee));
  }

  #expectFee({ fee }: TransactionOptions, expected: bigint): bigint {
    if (fee !== undefined && fee !== expected)
      throw new LedgerRefused({ BadFee: { expected_fee: expected } });
    return expected;
  }

  async #admit(
    identity: Readonly<Record<string, CborValue | undefined>>,
    { memo, createdAtNs, fee }: TransactionOptions,
  ): Promise<Admitted> {
    if (memo instanceof Uint8Array && memo.length > MEMO_BYTES_MAX) {
      throw new SystemTrap(
        `the memo field size of ${memo.length} bytes is above the allowed limit of ${MEMO_BYTES_MAX}`,
      );
    }
    const transaction = defined({ ...identity, memo, fee, ts: createdAtNs });
    return admitOnce(this.#storage, this.#nowNs, createdAtNs, transaction);
  }

  #close(admitted: Admitted, block: bigint): bigint {
    admitted.record(block);
    return block;
  }

  async #requireFunds(account: Account, amount: bigint): Promise<void> {
    const balance = await this.balanceOf(account);
    if (balance < amount) throw new LedgerRefused({ InsufficientFunds: { balance } });
  }

  async #requireAllowance(from: Account, spender: Account | undefined, amount: bigint): Promise<Allowance> {
    if (spender === undefined || this.#isSame(from, spender)) return NO_ALLOWANCE;
    const allowance = await this.allowance(from, spender);
    if (allowance.amount < amount) {
      throw new LedgerRefused({ InsufficientAllowance: { allowance: allowance.amount } });
    }
    return allowance;
  }

  async #useAllowance(
    from: Account,
    spender: Account | undefined,
    { amount, expiresAtNs }: Allowance,
    used: bigint,
  ): Promise<void> {
    if (spender === undefined || this.#isSame(from, spender)) return;
    this.#setAllowance(from, spender, { amount: amount - used, expiresAtNs });
  }

  #setAllowance(from: Account, spender: Account, allowance: Allowance): void {
    const name = this.#allowanceName(from, spender);
    if (allowance.amount === 0n) this.#storage.delete(name);
    else this.#storage.put(name, allowance);
  }

  #allowanceName(from: Account, spender: Account): string {
    return `allowance/${this.token.addressOf(from)}/${this.token.addressOf(spender)}`;
  }

  #isSame(a: Account, b: Account): boolean {
    return this.token.addressOf(a) === this.token.addressOf(b);
  }

  /** What the owner of an account has by right of the test network, and was not yet given. */
  async #ungranted({ owner, subaccount }: Account): Promise<bigint> {
    if (subaccount !== undefined) return 0n;
    const grant = this.token.grantOf(owner);
    if (grant === 0n || (await this.#storage.get(`granted/${owner}`)) !== undefined) return 0n;
    return grant;
  }

  /** Gives it, with a block of its own, so that balances are what the blocks add up to. */
  async #grant(account: Account): Promise<void> {
    const grant = await this.#ungranted(account);
    if (grant === 0n) return;
    this.#storage.put(`granted/${account.owner}`, { grant });
    const address = this.token.addressOf(account);
    await this.#credit(address, grant);
    await this.#changeSupply(grant);
    await this.#append('mint', { to: this.token.blockAddress(address), amt: grant }, {});
  }

  async #credit(address: string, amount: bigint): Promise<void> {
    const balance = (await this.balanceAt(address)) + amount;
    if (balance > this.token.balanceMax)
      throw new SystemTrap('the balance of the receiver would be too large');
    this.#storage.put(`balance/${address}`, { balance });
  }

  async #debit(address: string, amount: bigint): Promise<void> {
    this.#storage.put(`balance/${address}`, { balance: (await this.balanceAt(address)) - amount });
  }

  async #changeSupply(change: bigint): Promise<void> {
    this.#storage.put('supply', { total: (await this.totalSupply()) + change });
  }

  #append(
    op: string,
    content: Readonly<Record<string, CborValue>>,
    { memo, createdAtNs, fee }: TransactionOptions,
    takenFee?: bigint,
  ): Promise<bigint> {
    const tx = defined({ op, ...content, fee, memo, ts: createdAtNs });
    const outside = fee === undefined && takenFee !== undefined && takenFee > 0n ? takenFee : undefined;
    return this.log.append(defined({ fee: outside, ts: this.#nowNs, tx }));
  }
}

function defined(record: Readonly<Record<string, CborValue | undefined>>): CborMap {
  return new Map(
    Object.entries(record).filter((entry): entry is [string, CborValue] => entry[1] !== undefined),
  );
}
