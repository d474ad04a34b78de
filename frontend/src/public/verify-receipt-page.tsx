import type { Receipt } from '@indus/client';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../language/index.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Progress } from '../parts/progress.tsx';
import { ReceiptVerdict } from './receipt-verdict.tsx';

const ScanReceipt = lazy(async () => ({ default: (await import('./scan-receipt.tsx')).ScanReceipt }));

/** Units: bytes. */
const FILE_SIZE_MAX = 1_048_576;

/** Proves a receipt on this device alone: from a file, or from the codes on paper or on another screen. */
export function VerifyReceiptPage() {
  const text = useText('public');
  const [receipt, setReceipt] = useState<Receipt>();
  const [scanning, setScanning] = useState(false);
  const [isWrong, setIsWrong] = useState(false);
  const take = (found: Receipt): void => {
    setScanning(false);
    setReceipt(found);
  };
  const open = async (file: File | undefined): Promise<void> => {
    setReceipt(undefined);
    const found = file && file.size <= FILE_SIZE_MAX ? receiptOf(await file.text()) : undefined;
    setIsWrong(file !== undefined && !found);
    if (found) take(found);
  };
  return (
    <>
      <PageHeading title={text('verifyReceipt.title')} lead={text('verifyReceipt.lead')} />
      <Card>
        <Field label={text('verifyReceipt.file')} error={isWrong && text('verifyReceipt.noReceipt')}>
          {(control) => (
            <FileInput
              control={control}
              accept=".json,application/json"
              onFiles={(files) => void open(files?.[0])}
            />
          )}
        </Field>
        <Button aria-expanded={scanning} onClick={() => setScanning(!scanning)}>
          {text(scanning ? 'verifyReceipt.stopScan' : 'verifyReceipt.scan')}
        </Button>
        {scanning && (
          <Suspense fallback={<Progress label={text('verifyReceipt.starting')} />}>
            <ScanReceipt onFound={take} />
          </Suspense>
        )}
        <Notice>{text('verifyReceipt.private')}</Notice>
      </Card>
      {receipt && <ReceiptVerdict receipt={receipt} />}
    </>
  );
}

/** What a file says; whether it is a receipt at all, the client decides. */
function receiptOf(content: string): Receipt | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? (value as Receipt) : undefined;
  } catch {
    return undefined;
  }
}
