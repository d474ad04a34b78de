import { assert } from '../assert.ts';
import { BLOCK_TYPES, GET_BLOCKS_ARGUMENT, GET_BLOCKS_RESULT, TIP_CERTIFICATE } from './icrc-idl-table.ts';
import { BLOCKS_PER_REPLY_MAX } from './ledger-limits.ts';
import { query, type SystemMethod } from './system-canister.ts';
import { TokenLedger } from './token-ledger.ts';
import type { Token } from './token.ts';

interface Range {
  readonly start: bigint;
  readonly length: bigint;
}

/** The methods of ICRC-3 for a token whose blocks are all kept here. Source: dfinity/ICRC-1, standards/ICRC-3. */
export function icrc3Methods(token: Token): [string, SystemMethod][] {
  const url = 'https://github.com/dfinity/ICRC-1/tree/main/standards/ICRC-3';
  const types = ['1mint', '1burn', '1xfer', '2approve', '2xfer'].map((block_type) => ({ block_type, url }));
  return [
    [
      'icrc3_get_blocks',
      query([GET_BLOCKS_ARGUMENT], GET_BLOCKS_RESULT, async (call, ranges: readonly Range[]) => {
        const { log } = new TokenLedger(token, call);
        const log_length = await log.length();
        const blocks = [];
        for (const id of wanted(ranges, log_length)) {
          const block = await log.get(id);
          assert(block !== undefined, 'every block below the length of the log is stored');
          blocks.push({ id, block: valueOf(block) });
        }
        return { log_length, blocks, archived_blocks: [] };
      }),
    ],
    [
      'icrc3_get_tip_certificate',
      query([], TIP_CERTIFICATE, async (call) => {
        const hash_tree = await new TokenLedger(token, call).log.tip();
        if (hash_tree === undefined || call.dataCertificate === undefined) return [];
        return [{ certificate: call.dataCertificate(), hash_tree }];
      }),
    ],
    ['icrc3_supported_block_types', query([], BLOCK_TYPES, () => types)],
  ];
}

function wanted(ranges: readonly Range[], logLength: bigint): bigint[] {
  const ids: bigint[] = [];
  for (const { start, length } of ranges) {
    const left = BLOCKS_PER_REPLY_MAX - BigInt(ids.length);
    const count = length < left ? length : left;
    for (let id = start; id < start + count && id < logLength; id++) ids.push(id);
  }
  return ids;
}

function valueOf(value: unknown): object {
  if (typeof value === 'string') return { Text: value };
  if (typeof value === 'bigint' || typeof value === 'number') return { Nat: BigInt(value) };
  if (value instanceof Uint8Array) return { Blob: value };
  if (Array.isArray(value)) return { Array: value.map(valueOf) };
  assert(value instanceof Map, 'a block holds text, numbers, bytes, arrays and maps');
  return { Map: [...(value as ReadonlyMap<string, unknown>)].map(([name, inner]) => [name, valueOf(inner)]) };
}
