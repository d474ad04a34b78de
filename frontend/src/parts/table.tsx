import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './table.module.css';

/** One column of a table. */
export interface Column<Row> {
  readonly name: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their column. */
  readonly numeric?: boolean;
}

/**
 * A table that becomes one card for each row where the page is narrow; there each cell carries its column's title. The first
 * column names the row.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  /** What the table is; read out, and shown above it. */
  readonly caption: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}) {
  return (
    <table className={styles['table']} role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name, title, numeric }) => (
            <th
              key={name}
              role="columnheader"
              scope="col"
              className={classNames(numeric && styles['numeric'])}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column, at) => (
              <Cell key={column.name} column={column} row={row} naming={at === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The roles keep their meaning where the style sheet turns cells into lines of a card. */
function Cell<Row>({ column, row, naming }: { column: Column<Row>; row: Row; naming: boolean }) {
  const className = classNames(column.numeric && styles['numeric']);
  const content = (
    <>
      <span className={styles['title']} aria-hidden="true">
        {column.title}
      </span>
      <span className={styles['value']}>{column.cell(row)}</span>
    </>
  );
  return naming ? (
    <th role="rowheader" scope="row" className={className}>
      {content}
    </th>
  ) : (
    <td role="cell" className={className}>
      {content}
    </td>
  );
}
