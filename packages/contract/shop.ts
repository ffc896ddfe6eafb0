// What a page must know of the shop before anybody is known to it.
import type { Static } from 'typebox';
import { Type } from 'typebox';

export const ShopInfoSchema = Type.Object(
  {
    isDemo: Type.Boolean({ description: 'Demo mode: a page may make up its buyer.' }),
    loginUrl: Type.Optional(
      Type.String({
        description:
          'Where a page sends a visitor without a session, with `return` in the query: the path to come back to. ' +
          'The shop’s own site returns to `/session#token=…&return=…`.',
        format: 'uri',
      }),
    ),
  },
  { $id: 'ShopInfo', description: 'What a page must know of the shop.' },
);

export type ShopInfo = Static<typeof ShopInfoSchema>;
