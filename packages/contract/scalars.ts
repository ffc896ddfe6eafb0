// The single values that schemas are made of: ids, instants, money, numbers of units.
import { Type } from 'typebox';
import {
  buyerIdLengthMax,
  cursorLengthMax,
  imageUrlLengthMax,
  instantLengthMax,
  perBuyerMax,
  priceMinorMax,
  reasonLengthMax,
  saleIdLengthMax,
  skuLengthMax,
  titleLengthMax,
  unitsMax,
} from './limits.ts';

// A sale's id begins with a letter or a digit, so that no id is `.` or `..` in a path or a file name.
export const SaleId = Type.String({
  description: 'The id of a sale: letters, digits, `_`, `.` and `-`, beginning with a letter or a digit.',
  minLength: 1,
  maxLength: saleIdLengthMax,
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$',
  examples: ['phone-11-11'],
});

export const Sku = Type.String({
  description: 'The name of a variant, unique in its sale.',
  minLength: 1,
  maxLength: skuLengthMax,
  pattern: '^[A-Za-z0-9_.-]+$',
  examples: ['black-128'],
});

export const BuyerId = Type.String({
  description: 'Who buys: `sub` of the buyer’s token.',
  minLength: 1,
  maxLength: buyerIdLengthMax,
  pattern: '^[A-Za-z0-9_.:@-]+$',
  examples: ['ann'],
});

export const OrderId = Type.String({
  description: 'The id of an order: a UUID in lower case.',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  examples: ['019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90'],
});

export const OrderSearch = Type.String({
  description: 'An order’s id or its beginning, its short code (`3C5B-7A90`), or the beginning of a buyer’s id.',
  minLength: 1,
  maxLength: buyerIdLengthMax,
  pattern: '^[A-Za-z0-9_.:@-]+$',
  examples: ['ann'],
});

export const Instant = Type.String({
  description: 'An instant as RFC 3339 says, in UTC with milliseconds.',
  format: 'date-time',
  examples: ['2026-11-22T07:00:00.000Z'],
});

/** What callers may write where an instant is asked for; `parseInstant` reads it. */
export const InstantInput = Type.String({
  description:
    'An instant as RFC 3339 says, or a local time with an IANA zone in brackets: `2026-11-22T15:00:00[Asia/Shanghai]`.',
  minLength: 1,
  maxLength: instantLengthMax,
  examples: ['2026-11-22T15:00:00[Asia/Shanghai]'],
});

// No control characters: a title is shown in terminals, logs and CSV files too.
export const Title = Type.String({
  description: 'What people read.',
  minLength: 1,
  maxLength: titleLengthMax,
  pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\u0000-\\u0020\\u007f][^\\u0000-\\u001f\\u007f]*$',
  examples: ['Phone 11, black, 128 GB'],
});

// Only an `https` address or a path of this site: a page puts it into `src`.
export const ImageUrl = Type.String({
  description: 'An `https` address, or a path on the same site.',
  minLength: 1,
  maxLength: imageUrlLengthMax,
  pattern: '^(https://[^\\s"\'<>\\\\]+|/([^\\s"\'<>\\\\/][^\\s"\'<>\\\\]*)?)$',
  examples: ['/pictures/phone.webp'],
});

export const Currency = Type.String({
  description: 'The currency’s ISO 4217 code.',
  pattern: '^[A-Z]{3}$',
  examples: ['CNY'],
});

export const PriceMinor = Type.Integer({
  description: 'The price of one unit in minor units of the currency (fen, cents).',
  minimum: 0,
  maximum: priceMinorMax,
  examples: [9900],
});

export const AmountMinor = Type.Integer({ description: 'Money in minor units of the currency.', examples: [9900] });

export const UnitCount = Type.Integer({ description: 'A number of units.', minimum: 0, maximum: unitsMax });

export const UnitNumber = Type.Integer({ description: 'The number of a unit of its sku, from 1.', minimum: 1 });

export const UnitOfOrder = Type.Integer({
  description: 'The number of a unit of its sku, from 1; 0 in an order that was lost before the books had its unit.',
  minimum: 0,
});

export const PerBuyer = Type.Integer({
  description: 'Live orders that one buyer may have in the sale.',
  minimum: 1,
  maximum: perBuyerMax,
});

export const Reason = Type.String({
  description: 'Why, in words; it is kept with the change.',
  minLength: 1,
  maxLength: reasonLengthMax,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  examples: ['second pallet arrived'],
});

export const Cursor = Type.String({
  description: 'Where the next page begins: `next` of the page before.',
  minLength: 1,
  maxLength: cursorLengthMax,
  pattern: '^[A-Za-z0-9_=.-]+$',
});

/** How many entries a page has. Text, since a query string is text; the pattern keeps it a whole number up to 1000. */
export const PageLimit = Type.String({
  description: 'How many entries a page has: 1 to 1000.',
  pattern: '^([1-9][0-9]{0,2}|1000)$',
  examples: ['100'],
});

export const Count = Type.Integer({ minimum: 0 });
