export * from './hmac-sha256.ts';
export * from './signed-ids.ts';
export * from './standard-webhooks.ts';
export * from './system-clock.ts';
export * from './webhook-poster.ts';
