import { type Receipt, verifyReceipt } from '@indus/client';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { Card } from '../parts/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { Notice } from '../parts/notice.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Progress } from '../parts/progress.tsx';
import { Time } from '../parts/time.tsx';
import { ReceiptItem } from './receipt-item.tsx';

/** Says whether a receipt is true, and when it was; computed here from the subnet's key, without the network. */
export function ReceiptVerdict({ receipt }: { readonly receipt: Receipt }) {
  const text = useText('public');
  const word = useText('codes');
  const { connection } = useNetwork();
  const verdict = useQuery({
    queryKey: ['receipt', JSON.stringify(receipt)],
    queryFn: () => verifyReceipt(receipt, connection.trust.rootKey),
    networkMode: 'always',
    retry: false,
    gcTime: 0,
  });
  if (verdict.isError) {
    return (
      <Card title={text('verifyReceipt.false')}>
        <FailureNotice error={verdict.error} />
      </Card>
    );
  }
  if (!verdict.data) return <Progress label={text('verifyReceipt.checking')} />;
  const { value, subject, time_ns } = verdict.data;
  return (
    <Card title={text('verifyReceipt.true')}>
      <Notice kind="good" live>
        {text('verifyReceipt.trueAt')} <Time value={time_ns} />
      </Notice>
      <p>{text('verifyReceipt.since')}</p>
      <Facts
        facts={[
          { name: text('verifyReceipt.kind'), value: word(`itemKind.${receipt.kind}`) },
          { name: text('verifyReceipt.subject'), value: <PrincipalId value={subject} /> },
          { name: text('verifyReceipt.shard'), value: <PrincipalId value={receipt.shard} /> },
        ]}
      />
      <ReceiptItem kind={receipt.kind} value={value} />
    </Card>
  );
}
