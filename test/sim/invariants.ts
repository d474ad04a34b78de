import type { Player } from './message-simulation.ts';
import { SLOT } from './random-script.ts';
import type { Sent, SubnetUnderTest } from './subnet-under-test.ts';

/** Something that must always hold does not. */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

/** Errors: InvariantBroken with both values. */
export function expectEqual(actual: unknown, expected: unknown, fact: string): void {
  if (actual === expected) return;
  throw new InvariantBroken(`${fact}\n  expected ${String(expected)}\n  got      ${String(actual)}`);
}

/** At rest every accepted message has its answer. */
export function checkAnswers(sent: readonly Sent[]): void {
  sent.forEach(({ ending }, at) => {
    if (ending === undefined) throw new InvariantBroken(`message ${at} was accepted and never answered`);
  });
}

/** At rest the canisters hold what was made and not burned, to the cycle. */
export async function checkCycles(
  subnet: SubnetUnderTest,
  players: readonly Player[],
  latch: Uint8Array,
  left: bigint,
  burns: boolean,
): Promise<void> {
  let sum = (await subnet.status(latch)).cycles;
  for (const { id } of players) {
    const { cycles, hasCode } = await subnet.status(id);
    sum += cycles;
    if (hasCode && burns) sum += await subnet.slot(id, SLOT.burned);
  }
  expectEqual(sum, left, 'cycles are conserved');
}

/** At rest each call that was made came back once: to its callback, or to the clean-up of a callback that trapped. */
export async function checkCounters(subnet: SubnetUnderTest, players: readonly Player[]): Promise<void> {
  for (const { id } of players) {
    if (!(await subnet.status(id)).hasCode) continue;
    const back = (await subnet.slot(id, SLOT.callbacksRun)) + (await subnet.slot(id, SLOT.cleanupsRun));
    expectEqual(back, await subnet.slot(id, SLOT.callsMade), 'calls come back once');
  }
}

/** Certified data are what the canister set last in a message that did not trap. */
export async function checkCertifiedData(subnet: SubnetUnderTest, players: readonly Player[]): Promise<void> {
  for (const { id } of players) {
    const { status, hasCode } = await subnet.status(id);
    if (!hasCode || status !== 'running') continue;
    const expected = await subnet.slot(id, SLOT.certified);
    const certified = Buffer.from(await subnet.certifiedData(id));
    const actual = certified.length === 0 ? 0n : certified.readBigUInt64LE();
    expectEqual(actual, expected, 'certified data are what was set last');
  }
}
