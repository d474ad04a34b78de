import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { concatBytes } from './bytes.ts';
import type { AsyncEnv, Env } from './env.ts';
import { ascii } from './hash-tree.ts';
import type { Again, JobKind, Jobs } from './jobs.ts';
import type { Rng } from './rng.ts';
import { safeCall } from './safe-call.ts';
import type { RemoteMethod } from './safe-call.ts';
import type { Secret } from './secret.ts';
import { sha256 } from './sha256.ts';

/** The kind of the job that brings randomness in; there is one of it. */
export const ENTROPY = 'entropy';

const DAY_NS = 24n * 60n * 60n * 1_000_000_000n;
const NONE = new Uint8Array(0);
const SECRET_LABEL = ascii('secret');

const rawRand: RemoteMethod<[], Uint8Array> = {
  name: 'raw_rand',
  args: [],
  results: [IDL.Vec(IDL.Nat8)],
  replySizeBytesMax: 128,
};

/** What randomness is brought to. */
export interface EntropySinks {
  readonly secret?: Secret;
  readonly rng?: Rng;
}

/** Asks the subnet for randomness once at each start and each day: the secret is drawn when there is none, the generator mixes. */
export function entropyJob(sinks: EntropySinks): JobKind {
  return { run: (env) => draw(sinks, env), retryS: 10, retryMaxS: 300 };
}

/** Begins to bring randomness in. Context: install and upgrade. */
export function startEntropy(jobs: Jobs, env: Env): void {
  jobs.scheduleBy({ kind: ENTROPY, key: NONE, payload: NONE, dueNs: env.nowNs });
}

async function draw({ secret, rng }: EntropySinks, env: AsyncEnv): Promise<Again> {
  const drawn = await safeCall(env, rawRand, { canister: Principal.managementCanister(), args: [] });
  const bytes = Uint8Array.from(drawn);
  // Two things that come of the same bytes, so that neither tells the other.
  if (secret?.isReady === false) secret.set(sha256(concatBytes(SECRET_LABEL, bytes)));
  rng?.mix(bytes);
  return { dueNs: env.nowNs + DAY_NS };
}
