import type { ActDecision, CreateDecision, EditDecision, NewSale, SaleAct, SaleEdit } from '../domain/decide-sale.ts';
import type { OperatorAct } from '../domain/operator.ts';
import { failure } from '../failures.ts';
import type { SaleBook } from '../ports/ledger.ts';
import type { UntoldSales } from './relay-changes.ts';
import type { SaleCatalog } from './sale-catalog.ts';

export type ChangeSalePorts = {
  readonly ledger: Pick<SaleBook, 'create' | 'edit' | 'act'>;
  readonly catalog: Pick<SaleCatalog, 'refresh'>;
  /** Tells the gate; an operator is answered once the gate has confirmed. */
  readonly relay: () => Promise<UntoldSales>;
};

async function confirmed<Outcome>(ports: ChangeSalePorts, saleId: string, outcome: Outcome): Promise<Outcome> {
  const untold = await ports.relay();
  await ports.catalog.refresh();
  if (untold.has(saleId)) throw failure('GATE_UNAVAILABLE', { detail: `${saleId} is changed, its gate follows.` });
  return outcome;
}

/** Every change says by whom it is, where a person asked for it. */
export async function createSale(ports: ChangeSalePorts, wanted: NewSale, by?: OperatorAct): Promise<CreateDecision> {
  return confirmed(ports, wanted.saleId, await ports.ledger.create(wanted, by));
}

/** `undefined`: there is no such sale. */
export async function editSale(
  ports: ChangeSalePorts,
  saleId: string,
  edit: SaleEdit,
  by?: OperatorAct,
): Promise<EditDecision | undefined> {
  return confirmed(ports, saleId, await ports.ledger.edit(saleId, edit, by));
}

/** Publishes, withdraws, pauses, resumes or closes. `undefined`: there is no such sale. */
export async function actOnSale(
  ports: ChangeSalePorts,
  saleId: string,
  act: SaleAct,
  by?: OperatorAct,
): Promise<ActDecision | undefined> {
  const decision = await ports.ledger.act(saleId, act, by);
  // Nobody is shown a sale whose gate is gone already.
  if (act === 'withdraw') await ports.catalog.refresh();
  return confirmed(ports, saleId, decision);
}
