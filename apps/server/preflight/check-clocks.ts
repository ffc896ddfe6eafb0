import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PreflightCheck } from '@penstock/contract';
import { clockFailMs, clockWarnMs, lagResolutionMs, lagWarnMs, lagWatchMs } from './limits.ts';
import type { PreflightParts } from './preflight.ts';

/** Whether server, gate and ledger have one time, and whether this process gets to its work in time. */
export async function checkClocks({
  view,
  ledger,
  clock,
}: Pick<PreflightParts['engine'], 'view' | 'ledger' | 'clock'>): Promise<PreflightCheck> {
  const name = 'clocks';
  const [serverMs, gateMs, ledgerMs] = [clock.nowMs(), view.nowMs(), ledger.nowMs()];
  const apartMs = Math.max(serverMs, gateMs, ledgerMs) - Math.min(serverMs, gateMs, ledgerMs);
  const delays = monitorEventLoopDelay({ resolution: lagResolutionMs });
  delays.enable();
  await clock.sleep(lagWatchMs);
  delays.disable();
  const lagMs = Math.max(0, Math.round(delays.max / 1e6) - lagResolutionMs);
  const detail = `Server, gate and ledger are ${Math.round(apartMs)} ms apart; the event loop lags by ${lagMs} ms at the most.`;
  const params = { apartMs: Math.round(apartMs), lagMs };
  if (apartMs < clockWarnMs && lagMs < lagWarnMs) return { name, status: 'ok', detail, code: 'clocks-agree', params };
  const code = apartMs < clockWarnMs ? 'server-lags' : 'clocks-differ';
  const status = apartMs < clockFailMs ? 'warning' : 'failed';
  const remedy = 'See that the clocks of all machines follow one time source, and take other work off this machine.';
  return { name, status, detail, remedy, code, params };
}
