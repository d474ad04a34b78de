import type { vault } from '@indus/client';
import type { ReactNode } from 'react';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Facts } from '../parts/facts.tsx';

/** What a right is claimed on, and with which words. */
export function RightFacts({ right }: { readonly right: vault.Right }) {
  const text = useText('citizen');
  const facts: { name: string; value: ReactNode }[] = [
    { name: text('right.asked'), value: text(`right.${caseOf(right)}`) },
  ];
  const records = recordsOf(right);
  if (records.length > 0) {
    facts.push({ name: text('right.records'), value: <bdi dir="ltr">{records.join(', ')}</bdi> });
  }
  if ('rectification' in right)
    facts.push({ name: text('right.claim'), value: <bdi>{right.rectification.claim}</bdi> });
  if ('objection' in right) {
    const [decision] = right.objection.decision;
    if (decision !== undefined) {
      facts.push({ name: text('right.decision'), value: <bdi dir="ltr">{decision.toString()}</bdi> });
    }
    facts.push({ name: text('right.grounds'), value: <bdi>{right.objection.grounds}</bdi> });
  }
  return <Facts facts={facts} />;
}

function recordsOf(right: vault.Right): readonly string[] {
  if ('rectification' in right) return [right.rectification.record_id.toString()];
  if ('erasure' in right) return [...right.erasure].map(String);
  if ('restriction' in right) return [...right.restriction].map(String);
  return [];
}
