import type { Receipt } from '@indus/client';
import { useQuery } from '@tanstack/react-query';
import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { Progress } from '../parts/progress.tsx';
import { toReceiptParts } from './receipt-parts.ts';
import styles from './receipt-codes.module.css';

/** A receipt as QR codes, to be scanned one after another. */
export function ReceiptCodes({ receipt }: { readonly receipt: Receipt }) {
  const text = useText('names');
  const codes = useQuery({
    queryKey: ['receipt codes', receipt.item, receipt.certificate],
    queryFn: () => drawCodes(receipt),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (codes.isError) return <FailureNotice error={codes.error} />;
  if (!codes.data) return <Progress label={text('receipt.drawing')} />;
  const total = codes.data.length;
  return (
    <ol className={styles['codes']}>
      {codes.data.map((source, at) => (
        <li key={source}>
          <img src={source} alt={text('receipt.code', { at: at + 1, total })} />
          {total > 1 && <span aria-hidden="true">{text('receipt.code', { at: at + 1, total })}</span>}
        </li>
      ))}
    </ol>
  );
}

async function drawCodes(receipt: Receipt): Promise<string[]> {
  const [{ toString: draw }, parts] = await Promise.all([import('qrcode'), toReceiptParts(receipt)]);
  return Promise.all(
    parts.map(async (data) => {
      const picture = await draw([{ data, mode: 'byte' }], {
        type: 'svg',
        errorCorrectionLevel: 'L',
        margin: 2,
      });
      return `data:image/svg+xml,${encodeURIComponent(picture)}`;
    }),
  );
}
