import type { PreflightCheck } from '@penstock/contract';
import type { Sale } from '@penstock/core';
import { isFailure } from '@penstock/core';
import type { PreflightParts } from './preflight.ts';

type GateEngine = Pick<PreflightParts['engine'], 'view' | 'audit' | 'queueOf'>;

/** Whether the gate answers, and, for a sale that is published, gives. */
export async function checkArmed(engine: GateEngine, { saleId, state }: Sale): Promise<PreflightCheck> {
  const name = 'gate-armed';
  try {
    const queue = await engine.queueOf(saleId);
    if (state !== 'published') {
      return { name, status: 'ok', detail: 'The gate answers; it is armed on publishing.', code: 'gate-answers' };
    }
    if (queue !== undefined && engine.view.counts(saleId) !== undefined) {
      return { name, status: 'ok', detail: 'The gate has the sale and is armed.', code: 'gate-armed' };
    }
    const remedy = 'Wait some seconds: the software rebuilds it by itself. Else: penstock rebuild <saleId>.';
    const detail = 'The gate is not armed: it gives nothing of this sale.';
    return { name, status: 'failed', detail, remedy, code: 'gate-not-armed' };
  } catch (error) {
    return gateSilent(name, error);
  }
}

/** Whether gate and ledger agree on every unit. The gate has nothing of a draft, and nobody has a unit of it. */
export async function checkEqual(engine: GateEngine, { saleId, state }: Sale): Promise<PreflightCheck> {
  const name = 'gate-equals-ledger';
  try {
    const audit = await engine.audit(saleId);
    if (audit?.balanced === undefined) {
      const remedy = 'Ask again when less is going on.';
      const detail = 'No quiet moment was found in which to compare them.';
      return { name, status: 'warning', detail, remedy, code: 'no-quiet-moment' };
    }
    const taken = audit.ledger.held + audit.ledger.sold;
    const isStray = state !== 'published' && (taken > 0 || (await engine.queueOf(saleId)) !== undefined);
    if (audit.balanced && !isStray) {
      const units = audit.skus.reduce((sum, sku) => sum + sku.units, 0);
      const detail = `Gate and ledger agree on each of ${units} units.`;
      return { name, status: 'ok', detail, code: 'gate-agrees', params: { units } };
    }
    const remedy = 'Run the audit: it names the units. Then: penstock rebuild <saleId>.';
    const detail = isStray ? 'Gate or ledger has given units of it already.' : 'Gate and ledger differ.';
    return { name, status: 'failed', detail, remedy, code: isStray ? 'units-given-before' : 'gate-differs' };
  } catch (error) {
    return gateSilent(name, error);
  }
}

function gateSilent(name: PreflightCheck['name'], error: unknown): PreflightCheck {
  if (!isFailure(error, 'GATE_UNAVAILABLE')) throw error;
  const remedy = 'See that the gate runs and can be reached.';
  return { name, status: 'failed', detail: 'The gate gives no answer.', remedy, code: 'gate-silent' };
}
