import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { addSaleAction } from './sale-action.ts';

/** `penstock sale withdraw` */
export function addSaleWithdraw(sale: Command, build: Build): void {
  addSaleAction(sale, build, {
    name: 'withdraw',
    routeId: 'withdrawSale',
    summary: 'take an unopened sale off',
    description: 'Takes a sale off that has not opened yet. An opened one is ended with `sale close`.',
    examples: ['penstock sale withdraw phone-11-11 --reason "delivery is late"'],
  });
}
