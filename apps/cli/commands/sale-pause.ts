import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { addSaleAction } from './sale-action.ts';

/** `penstock sale pause` */
export function addSalePause(sale: Command, build: Build): void {
  addSaleAction(sale, build, {
    name: 'pause',
    routeId: 'pauseSale',
    summary: 'stop giving units for now',
    description: 'Stops giving units. Buyers keep what they hold, and may pay and cancel. Only `sale resume` lifts it.',
    examples: ['penstock sale pause phone-11-11 --reason "payment provider is down"'],
  });
}
