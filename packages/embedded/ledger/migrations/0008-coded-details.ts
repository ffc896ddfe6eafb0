/** What the log says of an act is also kept as a code with values; entries from before have their sentence alone. */
export const codedDetails = `
alter table operator_log add column detail_coded text check (json_valid(detail_coded));
`;
