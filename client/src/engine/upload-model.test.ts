import { sha256 } from '@noble/hashes/sha2';
import { expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import { EngineRefused } from './engine-refused.ts';
import { uploadModel } from './upload-model.ts';

const BYTES = Uint8Array.from({ length: 25 }, (_, at) => at);
const FILE = { name: 'm', version: '1', format: 'onnx', bytes: BYTES } as const;

/** An engine that keeps what it is sent, and loses the connection at the chunks with these numbers. */
function engineThat(losesAt: readonly number[] = []) {
  const kept: number[] = [];
  const calls: string[] = [];
  let chunks = 0;
  const service = {
    begin_upload: async (begin: { size: bigint; sha256: Uint8Array }) => {
      calls.push(`begin ${begin.size}`);
      expect(begin.sha256).toEqual(sha256(BYTES));
      return { Ok: { upload: 7n, next_offset: BigInt(kept.length), chunk_bytes_max: 10n } };
    },
    put_chunk: async ({ offset, bytes }: { offset: bigint; bytes: Uint8Array }) => {
      calls.push(`put ${offset}`);
      if (losesAt.includes(chunks++)) throw new TypeError('fetch failed');
      if (Number(offset) === kept.length) kept.push(...bytes);
      return { Ok: { next_offset: BigInt(kept.length) } };
    },
    finish_upload: async () => {
      calls.push('finish');
      return kept.length === BYTES.length ? { Ok: null } : { Err: { Conflict: { message: 'not all' } } };
    },
  };
  return { engine: { service } as unknown as Engine, kept, calls };
}

test('a file goes in chunks of the size that the engine wants, and progress is told', async () => {
  const { engine, kept, calls } = engineThat();
  const told: number[] = [];
  await uploadModel(engine, { ...FILE, onProgress: (sent) => told.push(sent) });
  expect(kept).toEqual([...BYTES]);
  expect(calls).toEqual(['begin 25', 'put 0', 'put 10', 'put 20', 'finish']);
  expect(told).toEqual([0, 10, 20, 25]);
});

test('after an interruption only what is missing is sent', async () => {
  const { engine, kept, calls } = engineThat([1]);
  await expect(uploadModel(engine, FILE)).rejects.toMatchObject({ name: 'CallFailed' });
  calls.length = 0;
  await uploadModel(engine, FILE);
  expect(calls).toEqual(['begin 25', 'put 10', 'put 20', 'finish']);
  expect(kept).toEqual([...BYTES]);
});

test('a refusal comes as the engine’s own', async () => {
  const { engine } = engineThat();
  const refusing = {
    service: { ...engine.service, begin_upload: async () => ({ Err: { Conflict: { message: 'taken' } } }) },
  };
  const error = await uploadModel(refusing as unknown as Engine, FILE).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineRefused);
  expect((error as EngineRefused).error).toEqual({ Conflict: { message: 'taken' } });
});
