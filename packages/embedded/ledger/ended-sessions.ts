import type { DatabaseSync } from 'node:sqlite';
import type { Clock, EndedSessions } from '@penstock/core';
import { all } from './query.ts';

type Row = { readonly token_hash: string; readonly ended_at: number; readonly expires_at: number };

export type EndedSessionsWriter = { endBuyerSessions(ended: EndedSessions): void };

export function createEndedSessionsWriter(database: DatabaseSync, clock: Pick<Clock, 'nowMs'>): EndedSessionsWriter {
  const forget = database.prepare('delete from ended_sessions where expires_at <= ?');
  const insert = database.prepare(`
    insert into ended_sessions (token_hash, ended_at, expires_at) values (?1, ?2, ?3)
    on conflict do update set ended_at = max(ended_at, ?2), expires_at = max(expires_at, ?3)`);
  return {
    endBuyerSessions({ tokenHash, endedAtMs, expiresAtMs }) {
      forget.run(clock.nowMs());
      if (expiresAtMs > endedAtMs) insert.run(tokenHash, endedAtMs, expiresAtMs);
    },
  };
}

export type EndedSessionsReader = { endedBuyerSessions(nowMs: number): readonly EndedSessions[] };

export function createEndedSessionsReader(database: DatabaseSync): EndedSessionsReader {
  const select = database.prepare('select token_hash, ended_at, expires_at from ended_sessions where expires_at > ?');
  return {
    endedBuyerSessions: (nowMs) =>
      all<Row>(select, nowMs).map((row) => ({
        tokenHash: row.token_hash,
        endedAtMs: row.ended_at,
        expiresAtMs: row.expires_at,
      })),
  };
}
