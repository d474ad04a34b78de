import { useText } from '../language/index.ts';
import type { Pages } from '../network/use-pages.ts';
import { Verified } from '../network/verified.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Pager } from '../parts/pager.tsx';
import { type Column, Table } from '../parts/table.tsx';

/** A list of a register, page by page. */
export function PagedTable<Row>({
  caption,
  pages,
  columns,
  keyOf,
}: {
  readonly caption: string;
  readonly pages: Pages<Row>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
}) {
  const text = useText('public');
  return (
    <Verified read={pages.read}>
      {({ values }) => (
        <>
          {values.length === 0 ? (
            <EmptyState title={text('registers.none')}>{text('registers.noneText')}</EmptyState>
          ) : (
            <Table caption={caption} columns={columns} rows={values} keyOf={keyOf} />
          )}
          <Pager label={text('registers.pages')} onPrevious={pages.onPrevious} onNext={pages.onNext} />
        </>
      )}
    </Verified>
  );
}
