import { type ItemPage, type Items, makeReceipt, type ProvenItem } from '@indus/client';
import { useState } from 'react';
import { useText } from '../language/index.ts';
import { useNetwork } from '../network/network-context.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { ReceiptCodes } from './receipt-codes.tsx';
import { saveFile } from './save-file.ts';

/** Lets a person take an item along, with everything that proves it without a network: as a file, as codes, on paper. */
export function ReceiptCard<Kind extends keyof Items>({
  kind,
  page,
  item,
}: {
  readonly kind: Kind;
  readonly page: ItemPage<Items[Kind]>;
  readonly item: ProvenItem<Items[Kind]>;
}) {
  const text = useText('names');
  const { vault, principal } = useNetwork();
  const [shown, setShown] = useState(false);
  const receipt = makeReceipt({ subject: principal, buckets: vault.buckets, kind }, page, item);
  const save = (): void => {
    const { id } = item.value as { readonly id: bigint };
    saveFile(`receipt-${kind}-${id}.json`, 'application/json', JSON.stringify(receipt, null, 2));
  };
  return (
    <Card
      title={text('receipt.title')}
      actions={
        <>
          <Button onClick={save}>{text('receipt.save')}</Button>
          <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
            {text(shown ? 'receipt.hideCodes' : 'receipt.showCodes')}
          </Button>
          {shown && <Button onClick={() => window.print()}>{text('receipt.print')}</Button>}
        </>
      }
    >
      <p>{text('receipt.lead')}</p>
      {shown && <ReceiptCodes receipt={receipt} />}
    </Card>
  );
}
