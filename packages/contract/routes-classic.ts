// The two calls of the classic design.
import { ClassicAnswerSchema, ClassicOrderBodySchema, ClassicQuerySchema, ClassicStatusSchema } from './classic.ts';
import { reference } from './reference.ts';
import type { Route } from './route.ts';
import { json } from './route-parts.ts';

export const classicRoutes = {
  getClassicStatus: {
    method: 'GET',
    path: '/seckill/status',
    who: 'public',
    tag: 'classic',
    summary: 'Read a sale in the classic form',
    query: ClassicQuerySchema,
    responses: { 200: json('The sale', reference(ClassicStatusSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  placeClassicOrder: {
    method: 'POST',
    path: '/seckill/order',
    who: 'buyer',
    tag: 'classic',
    summary: 'Ask for a unit in the classic form',
    query: ClassicQuerySchema,
    body: reference(ClassicOrderBodySchema),
    isBodyOptional: true,
    responses: {
      200: json('A unit is held', reference(ClassicAnswerSchema)),
      400: json(
        'None is, and why: 1 not started, 2 already, 3 sold out or all held, 4 ended, 5 paused',
        reference(ClassicAnswerSchema),
      ),
    },
    problems: ['rate-limited', 'sale-not-found', 'busy', 'unavailable'],
  },
} as const satisfies Record<string, Route>;
