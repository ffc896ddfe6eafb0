/** A column of a table of rows. */
export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  readonly isNumber?: boolean;
  /** What the search looks through and the CSV holds. */
  readonly text: (row: Row) => string;
};
