// Buyers that demo mode makes up.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { BuyerId } from './scalars.ts';

export const DemoBuyerSchema = Type.Object(
  { buyerId: BuyerId, token: Type.String({ description: 'The buyer’s token, for `Authorization: Bearer`.' }) },
  { $id: 'DemoBuyer' },
);

export type DemoBuyer = Static<typeof DemoBuyerSchema>;
