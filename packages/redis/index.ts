export * from './connect-redis-gate.ts';
export * from './link/scripts.ts';
