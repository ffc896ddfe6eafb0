// The crowd: a load client that keeps a history of what it asked and heard, and judges it.

// What a load without a history is made of: the benchmark asks over the same connections.
export { type BuyerNames, nameBuyers } from './crowd/buyer-names.ts';
export { type BuyerTokens, mintBuyerTokens } from './crowd/buyer-tokens.ts';
export { RequestWriter } from './crowd/request-writer.ts';
export { RushFailure, type RushFailureCode, rushFailureCodes } from './failures.ts';
export type { RequestRecord } from './history/history.ts';
export type { Outcome } from './history/outcomes.ts';
export type { Connection } from './http/connection.ts';
export { ConnectionPool } from './http/connection-pool.ts';
export type { Answer } from './http/parse-answer.ts';
export type { Verdict, VerdictId } from './judge/findings.ts';
export { type RushOptions, readRushOptions } from './options/read-rush-options.ts';
export { type RushOption, rushOptions } from './options/rush-options.ts';
export { renderHtmlReport } from './report/html-report.ts';
export { type LiveLine, type LiveLineSink, liveLine } from './report/live-line.ts';
export type { Percentiles, RushReport } from './report/rush-report.ts';
export { printSummary } from './report/summary.ts';
export { type PlayedRush, playRush, rush } from './rush.ts';
export { type RushExitCode, type RushShell, rushCommand } from './rush-command.ts';
export type { RushProgress, RushWorld } from './rush-world.ts';
