import type { IssueRequest } from '../generated/vault.ts';
import type { Record as HeldRecord } from '../generated/vault.ts';
import { blob } from '../verify/verified-answer.ts';
import { readSealingKey } from './read-sealing-key.ts';
import { sealBody } from './seal-body.ts';
import { VaultRefused } from './vault-refused.ts';
import type { Vault } from './vault.ts';
import { act, type WrittenItem } from './write.ts';

/** How often a body is sealed again because somebody got the key of its epoch meanwhile. */
const SEALINGS_MAX = 3;

/**
 * Issues a record of a sealed class: `body` is what is to be sealed, and does not leave as it is.
 * Errors: VaultRefused, CallFailed, ProofInvalid.
 */
export async function issueSealedRecord(
  vault: Vault,
  request: IssueRequest,
): Promise<WrittenItem<HeldRecord>> {
  const { subject, class: code, organisation } = request;
  const { publicKey, epoch = 0 } = await readSealingKey(vault, {
    subject,
    class: code,
    organisation: [organisation],
  });
  for (let sealing = 1, now = epoch; ; sealing += 1) {
    const body = await sealBody({ subject, class: code, epoch: now }, publicKey, blob(request.body));
    try {
      return await act(vault, subject, 'issue_record', { ...request, body });
    } catch (error) {
      const isOld = error instanceof VaultRefused && 'SealedUnderOldKey' in error.error;
      if (!isOld || sealing >= SEALINGS_MAX) throw error;
      now = error.error.SealedUnderOldKey.epoch;
    }
  }
}
