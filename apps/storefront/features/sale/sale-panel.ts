// The words and the button of each stage of a sale: the table of `sale-stage.ts`, said in a language.
import { fewLeftMax } from '../../limits.ts';
import type { Say } from '../language/say.ts';
import type { Panel, PanelLook, StockShares } from '../panel.ts';
import { panelOf } from '../panel.ts';
import type { SaleFacts, SaleStage } from './sale-stage.ts';

/** What the words need beside the facts. */
export type SalePanelFacts = SaleFacts & {
  readonly units: number;
  readonly perBuyer: number;
  readonly paymentWindowMs: number;
  /** From when units may come back, as the server told after an ask. */
  readonly mayReturnFromMs: number | undefined;
};

const looks: { readonly [stage in SaleStage]: PanelLook } = {
  unreachable: { tone: 'warn', action: 'check' },
  checking: { tone: 'wait', action: 'busy' },
  'too-fast': { tone: 'wait', action: 'busy' },
  busy: { tone: 'wait', action: 'busy' },
  slow: { tone: 'wait', action: 'busy' },
  sending: { tone: 'wait', action: 'busy' },
  ended: { tone: 'still', action: 'see-sales' },
  paused: { tone: 'warn', action: 'none' },
  reading: { tone: 'wait', action: 'none' },
  far: { tone: 'wait', action: 'remind' },
  near: { tone: 'wait', action: 'none' },
  watching: { tone: 'wait', action: 'unwatch' },
  'all-held': { tone: 'warn', action: 'watch' },
  'sold-out': { tone: 'still', action: 'see-sales' },
  'sign-in': { tone: 'good', action: 'sign-in' },
  'one-more': { tone: 'good', action: 'ask' },
  open: { tone: 'good', action: 'ask' },
};

/** The panel of a stage. */
export function salePanel(stage: SaleStage, facts: SalePanelFacts, say: Say): Panel {
  const { t } = say;
  const values = valuesOf(stage, facts, say);
  const panel = { ...panelOf(`sale.${stage}`, looks[stage], values, say), stock: stockOf(stage, facts) };
  const { flight, isSignedOut, closesAtMs } = facts;
  const hasLost =
    flight.kind === 'refused' && (flight.problem.code === 'sold-out' || flight.problem.code === 'all-held');
  switch (stage) {
    case 'near':
      if (isSignedOut) {
        return { ...panel, line: t('sale.near.line-signed-out'), button: t('who.sign-in'), action: 'sign-in' };
      }
      return flight.kind === 'refused' ? { ...panel, line: t('sale.near.line-early') } : panel;
    case 'all-held':
      if (!hasLost) return panel;
      return { ...panel, line: t(values.from === '' ? 'sale.all-held.line-tried' : 'sale.all-held.line-from', values) };
    case 'sold-out':
      return hasLost ? { ...panel, line: t('sale.sold-out.line-tried', values) } : panel;
    case 'open':
    case 'one-more':
      return closesAtMs === undefined ? panel : { ...panel, line: `${panel.line}\n${t('sale.until', values)}` };
    default:
      return panel;
  }
}

// What the server has just answered is newer than the numbers that were last read.
function stockOf(stage: SaleStage, { units, available, held }: SalePanelFacts): StockShares {
  if (stage === 'sold-out') return { free: 0, unsold: 0 };
  const hasFree = stage !== 'all-held' && stage !== 'watching';
  return { free: hasFree ? available / units : 0, unsold: (available + held) / units };
}

function valuesOf(stage: SaleStage, facts: SalePanelFacts, { t, count, instant, clock, left, span }: Say) {
  const { nowMs, opensAtMs, closesAtMs, mayReturnFromMs, available, units, flight, steadyMs } = facts;
  const leftMs = nowMs === undefined ? undefined : Math.max(opensAtMs - nowMs, 1);
  // Not the phase: what was last read still says "scheduled" when the page has opened by the clock.
  const isBefore = stage === 'reading' || stage === 'far' || stage === 'near';
  const stock = available > fewLeftMax ? t('sale.left', { left: count(available) }) : t('sale.left-few');
  const waitMs = flight.kind === 'waiting' ? flight.untilMs - steadyMs : 0;
  const isLater = mayReturnFromMs !== undefined && nowMs !== undefined && mayReturnFromMs > nowMs;
  return {
    left: !isBefore ? stock : leftMs === undefined ? '--:--' : left(leftMs),
    at: instant(opensAtMs),
    until: closesAtMs === undefined ? '' : instant(closesAtMs),
    from: isLater ? clock(mayReturnFromMs) : '',
    seconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    span: span(facts.paymentWindowMs),
    limit: facts.perBuyer,
    own: facts.liveOrders,
    count: units,
    units: count(units),
  };
}
