/** Why a message to the shop was not taken is also kept as a code with values; rows from before have their sentence alone. */
export const codedErrors = `
alter table deliveries add column last_error_coded text check (json_valid(last_error_coded));
`;
