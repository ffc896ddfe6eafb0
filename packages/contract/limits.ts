// Every bound that the contract puts on what it takes and gives, with its unit and its reason.

/** Characters of a sale's id. It stands in URLs, in keys and in flag files, so it stays short. */
export const saleIdLengthMax = 64;

/** Characters of a sku. It is repeated in every order and in every key of the gate. */
export const skuLengthMax = 64;

/** Characters of a buyer's id (`sub` of the token): longer ones would make the gate's memory depend on strangers. */
export const buyerIdLengthMax = 64;

/** Characters of a title. It is shown on one line of a page, in two lines on a telephone. */
export const titleLengthMax = 200;

/** Characters of an image's address: what browsers and proxies are sure to carry. */
export const imageUrlLengthMax = 2_048;

/** Characters of an instant as it is written, the longest IANA zone name in brackets included. */
export const instantLengthMax = 80;

/** Variants of one sale. Each one costs a few numbers in every snapshot that a crowd reads. */
export const variantsMax = 50;

/** Units of one sku. Each free unit is an entry in the gate's memory and, when given, a row in the ledger. */
export const unitsMax = 10_000_000;

/** Units that one buyer may hold or own in a sale. More than this is a wholesale order, not a flash sale. */
export const perBuyerMax = 100;

/**
 * Minor units of money for one unit. With `unitsMax` sold, the sum of a sku (9.0e15) is still an exact number in
 * JavaScript and in JSON.
 */
export const priceMinorMax = 900_000_000;

/** Seconds in which a held unit must be paid: a week. Longer would keep units from everybody else. */
export const paymentWindowSecondsMax = 7 * 24 * 60 * 60;

/** Seconds: the payment window where a sale names none. */
export const paymentWindowSecondsDefault = 1_800;

/** Units for one buyer where a sale names no limit. */
export const perBuyerDefault = 1;

/** Characters of an `Idempotency-Key`. The gate keeps every key of a live sale. */
export const idempotencyKeyLengthMax = 64;

/** Characters of a reason that an operator gives. It is kept for ever, and shown in lists. */
export const reasonLengthMax = 500;

/** Characters of a cursor. Ours are shorter; the bound is for strangers' ones. */
export const cursorLengthMax = 200;

/** Entries of one page of a list: at about 400 bytes an order, 400 KB of JSON. */
export const pageSizeMax = 1_000;

/** Entries of one page where the caller names no `limit`. */
export const pageSizeDefault = 100;

/** Errors that one `invalid-request` lists. A person mends a few at a time; a generated body may break thousands of rules. */
export const validationErrorsMax = 20;

/** Bytes of a buyer's request body: `{ "sku": "…" }` with room to spare. */
export const buyerBodyBytesMax = 4 * 1_024;

/** Bytes of an operator's request body: a sale of `variantsMax` variants with ordinary titles and addresses. */
export const operatorBodyBytesMax = 64 * 1_024;

/** Bytes of a payment provider's webhook; Standard Webhooks asks senders to stay below 20 KB. */
export const webhookBodyBytesMax = 20 * 1_024;

/** Characters of a token. A JWT of ours has 200; tokens with keys by JWKS and many claims have 2,000. */
export const tokenLengthMax = 4_096;

/** Characters of any other id or name in a path or body (payments, deliveries, providers). */
export const nameLengthMax = 128;

/** Characters of an operator's name: it stands in every line of the log, so it stays short; an e-mail address fits. */
export const operatorNameLengthMax = 64;

/** Characters of a new password. With the limits on guessing, twelve random letters outlast any patience. */
export const passwordLengthMin = 12;

/** Characters of a new password: a sentence fits, and hashing stays bounded. */
export const passwordLengthMax = 128;

/** Characters of what may be tried as a name or a password. Longer ones cannot be right. */
export const signInTextLengthMax = 256;
