// What operators send about sales and their stock.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { paymentWindowSecondsDefault, paymentWindowSecondsMax, unitsMax, variantsMax } from './limits.ts';
import { Currency, ImageUrl, InstantInput, PerBuyer, PriceMinor, Reason, SaleId, Sku, Title } from './scalars.ts';

const PaymentWindowSeconds = Type.Integer({
  description: `Seconds in which a held unit must be paid; ${paymentWindowSecondsDefault} when left out.`,
  minimum: 1,
  maximum: paymentWindowSecondsMax,
});

const closesAtDescription =
  'When the sale ends, in the forms of `opensAt`; null or left out: it has no end of its own.';

const ClosesAt = Type.Union([InstantInput, Type.Null()], { description: closesAtDescription });

export const SaleCreateSchema = Type.Object(
  {
    saleId: Type.Optional(SaleId),
    draft: Type.Optional(Type.Boolean({ description: 'Keep it as a draft until it is published.' })),
    title: Title,
    opensAt: InstantInput,
    closesAt: Type.Optional(ClosesAt),
    perBuyer: Type.Optional(PerBuyer),
    paymentWindowSeconds: Type.Optional(PaymentWindowSeconds),
    variants: Type.Array(
      Type.Object(
        {
          sku: Sku,
          title: Type.Optional(Title),
          units: Type.Integer({ minimum: 1, maximum: unitsMax, description: 'How many there are to sell.' }),
          priceMinor: PriceMinor,
          currency: Currency,
          imageUrl: Type.Optional(ImageUrl),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: variantsMax },
    ),
  },
  { $id: 'SaleCreate', additionalProperties: false, description: 'A new sale.' },
);

export type SaleCreate = Static<typeof SaleCreateSchema>;

export const SalePatchSchema = Type.Object(
  {
    title: Type.Optional(Title),
    opensAt: Type.Optional(InstantInput),
    closesAt: Type.Optional(ClosesAt),
    perBuyer: Type.Optional(PerBuyer),
    paymentWindowSeconds: Type.Optional(PaymentWindowSeconds),
    variants: Type.Optional(
      Type.Array(
        Type.Object(
          {
            sku: Sku,
            title: Type.Optional(Title),
            priceMinor: Type.Optional(PriceMinor),
            imageUrl: Type.Optional(ImageUrl),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: variantsMax },
      ),
    ),
    reason: Type.Optional(Reason),
  },
  {
    $id: 'SalePatch',
    additionalProperties: false,
    minProperties: 1,
    description:
      'What to change. After the opening only `title` and, until it is reached, `closesAt`. Stock is changed by its own call.',
  },
);

export type SalePatch = Static<typeof SalePatchSchema>;

export const SaleActionSchema = Type.Object(
  { reason: Type.Optional(Reason) },
  {
    $id: 'SaleAction',
    additionalProperties: false,
    description: 'Why, if the operator says so; the body may be empty.',
  },
);

export type SaleAction = Static<typeof SaleActionSchema>;

export const StockChangeSchema = Type.Object(
  {
    sku: Sku,
    delta: Type.Integer({
      minimum: -unitsMax,
      maximum: unitsMax,
      not: { const: 0 },
      description: 'Units to add, or, below zero, free units to withdraw.',
    }),
    reason: Reason,
  },
  { $id: 'StockChange', additionalProperties: false },
);

export type StockChange = Static<typeof StockChangeSchema>;
