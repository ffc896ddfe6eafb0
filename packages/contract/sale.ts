// A sale as everybody sees it.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { reference } from './reference.ts';
import { Currency, ImageUrl, Instant, PerBuyer, PriceMinor, SaleId, Sku, Title, UnitCount } from './scalars.ts';

/** The phases of a sale in the order in which they are tried: the first that applies is the sale's phase. */
export const salePhases = ['scheduled', 'ended', 'paused', 'sold-out', 'all-held', 'open'] as const;

export type SalePhase = (typeof salePhases)[number];

export const SalePhaseSchema = Type.Enum([...salePhases], {
  $id: 'SalePhase',
  description:
    'The first that applies: `scheduled` before `opensAt`; `ended` after `closesAt` or when closed; `paused` by a person; ' +
    '`sold-out` when every unit is paid for; `all-held` when nothing is free and unpaid units may come back; else `open`.',
});

export const VariantSchema = Type.Object(
  {
    sku: Sku,
    title: Title,
    priceMinor: PriceMinor,
    currency: Currency,
    imageUrl: Type.Optional(ImageUrl),
    units: UnitCount,
    available: UnitCount,
    held: UnitCount,
    sold: UnitCount,
  },
  { $id: 'Variant', description: 'One thing to buy in a sale; `units` = `available` + `held` + `sold`.' },
);

export type Variant = Static<typeof VariantSchema>;

const saleFields = {
  saleId: SaleId,
  title: Title,
  phase: reference(SalePhaseSchema),
  opensAt: Instant,
  closesAt: Type.Union([Instant, Type.Null()], {
    description: 'When the sale ends; null when it has no end of its own.',
  }),
  serverTime: Instant,
  perBuyer: PerBuyer,
  paymentWindowSeconds: Type.Integer({ minimum: 1, description: 'Seconds in which a held unit must be paid.' }),
  variants: Type.Array(reference(VariantSchema)),
};

export const SaleSchema = Type.Object(saleFields, { $id: 'Sale', description: 'A sale as everybody sees it.' });

export type Sale = Static<typeof SaleSchema>;

export const SaleListSchema = Type.Object({ sales: Type.Array(reference(SaleSchema)) }, { $id: 'SaleList' });

/** How far a sale has come in its operators' hands. */
export const saleStates = ['draft', 'published', 'withdrawn'] as const;

export const AdminSaleSchema = Type.Object(
  {
    ...saleFields,
    state: Type.Enum([...saleStates], {
      description: '`draft` and `withdrawn` sales are seen by operators only.',
    }),
    paused: Type.Boolean({ description: 'A person paused the sale; this stays so until a person resumes it.' }),
  },
  { $id: 'AdminSale', description: 'A sale as its operators see it.' },
);

export type AdminSale = Static<typeof AdminSaleSchema>;

export const AdminSaleListSchema = Type.Object(
  { sales: Type.Array(reference(AdminSaleSchema)) },
  { $id: 'AdminSaleList' },
);

export const TimeSchema = Type.Object(
  { now: Instant, epochMs: Type.Integer({ description: 'The same instant in milliseconds since 1970.' }) },
  { $id: 'Time' },
);

export type Time = Static<typeof TimeSchema>;
