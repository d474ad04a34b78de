import { Principal } from '@dfinity/principal';
import type { SettingsArgument } from '../management/read-settings.ts';
import { principalOf } from '../management/find-canister.ts';
import { principalKey } from '../principal.ts';
import { accountOf } from './account.ts';
import { cyclesOf, RATE, RATE_TREE } from './conversion-rate.ts';
import {
  MINT_ARGUMENT,
  MINT_RESULT,
  NOTIFY_CREATE_ARGUMENT,
  NOTIFY_CREATE_RESULT,
  RATE_RESULT,
  SUBNETS,
  SUBNETS_BY_TYPE,
  TOP_UP_ARGUMENT,
  TOP_UP_RESULT,
} from './cycles-minting-idl-table.ts';
import { invalid, usePayment } from './icp-payment.ts';
import { okOrErr } from './ledger-refused.ts';
import { giveCycles, makeCanister, type CreationArgument } from './make-canister.ts';
import { CYCLES_MINTING } from './system-canister-ids.ts';
import {
  query,
  reply,
  update,
  type SystemCall,
  type SystemCanister,
  type SystemReply,
} from './system-canister.ts';
import { TokenLedger } from './token-ledger.ts';
import { CYCLES_TOKEN } from './token.ts';

/** Turns ICP into cycles. Source: dfinity/ic rs/nns/cmc. */
export const CYCLES_MINTING_CANISTER: SystemCanister = {
  key: CYCLES_MINTING,
  methods: new Map([
    ['get_default_subnets', query([], SUBNETS, ({ subnetKey }) => [principalOf(subnetKey)])],
    ['get_subnet_types_to_subnets', query([], SUBNETS_BY_TYPE, () => ({ data: [] }))],
    [
      'get_icp_xdr_conversion_rate',
      query([], RATE_RESULT, ({ dataCertificate }) => ({
        data: RATE,
        hash_tree: RATE_TREE,
        certificate: dataCertificate?.() ?? new Uint8Array(0),
      })),
    ],
    ['notify_top_up', update([TOP_UP_ARGUMENT], TOP_UP_RESULT, notifyTopUp)],
    ['notify_create_canister', update([NOTIFY_CREATE_ARGUMENT], NOTIFY_CREATE_RESULT, notifyCreateCanister)],
    ['notify_mint_cycles', update([MINT_ARGUMENT], MINT_RESULT, notifyMintCycles)],
  ]),
};

/** A payment becomes cycles of a canister. */
async function notifyTopUp(
  call: SystemCall,
  argument: { readonly block_index: bigint; readonly canister_id: Principal },
): Promise<SystemReply> {
  const { block_index, canister_id } = argument;
  const purpose = { kind: 'topUp', beneficiary: principalKey(canister_id.toUint8Array()) } as const;
  const transact = () =>
    usePayment(call, block_index, purpose, async ({ e8s }) => {
      const cycles = cyclesOf(e8s);
      const rejected = await giveCycles(call, CYCLES_MINTING, canister_id, cycles);
      return rejected ? { failed: rejected.message } : { ok: cycles };
    });
  return reply(await okOrErr(transact));
}

interface CreateArgument {
  readonly block_index: bigint;
  readonly controller: Principal;
  readonly subnet_type: [] | [string];
  readonly subnet_selection: CreationArgument['subnet_selection'];
  readonly settings: [] | [SettingsArgument];
}

/** A payment becomes a canister. */
async function notifyCreateCanister(call: SystemCall, argument: CreateArgument): Promise<SystemReply> {
  const { block_index, controller, settings } = argument;
  const beneficiary = principalKey(controller.toUint8Array());
  const [subnetType] = argument.subnet_type;
  const subnet_selection =
    subnetType === undefined
      ? argument.subnet_selection
      : ([{ Filter: { subnet_type: [subnetType] } }] as const);
  const transact = async () => {
    if (beneficiary !== call.caller) throw invalid('only the controller of the new canister may ask for it');
    const made = await usePayment(
      call,
      block_index,
      { kind: 'createCanister', beneficiary },
      async ({ e8s }) => {
        const creation = {
          settings,
          subnet_selection: [...subnet_selection] as CreationArgument['subnet_selection'],
        };
        const outcome = await makeCanister(call, beneficiary, cyclesOf(e8s), creation);
        return 'canister' in outcome ? { ok: outcome.canister.toText() } : { failed: outcome.message };
      },
    );
    return Principal.fromText(made);
  };
  return reply(await okOrErr(transact));
}

/** A payment becomes cycles of the caller, kept by the cycles ledger. */
async function notifyMintCycles(
  call: SystemCall,
  argument: {
    readonly block_index: bigint;
    readonly to_subaccount: [] | [Uint8Array];
    readonly deposit_memo: [] | [Uint8Array];
  },
): Promise<SystemReply> {
  const account = accountOf(call.caller, argument.to_subaccount);
  const purpose = { kind: 'mintCycles', beneficiary: call.caller } as const;
  const transact = () =>
    usePayment(call, argument.block_index, purpose, async ({ e8s }) => {
      const minted = cyclesOf(e8s);
      const { fee } = CYCLES_TOKEN;
      if (minted <= fee) return { failed: `expected more than the fee of ${fee} cycles, got ${minted}` };
      const ledger = new TokenLedger(CYCLES_TOKEN, call);
      const block_index = await ledger.mint(account, minted - fee, { memo: argument.deposit_memo[0] });
      return { ok: { block_index, minted, balance: await ledger.balanceOf(account) } };
    });
  return reply(await okOrErr(transact));
}
