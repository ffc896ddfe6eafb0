/** What nodes have counted, kept for reports. `counts` is an AskRecord without its sale. Times are epoch milliseconds. */
export const askCounts = `
create table ask_counts (
  sale_no integer not null references sales,
  node text not null,
  since integer not null,
  is_whole integer not null check (is_whole in (0, 1)),
  -- Set while the node runs: one that is found set at a start was left by a process that died.
  is_open integer not null check (is_open in (0, 1)),
  counts text not null check (json_valid(counts)),
  primary key (sale_no, node)
) strict, without rowid;
`;
