import type { Command } from 'commander';
import type { Build } from '../command.ts';
import { addSaleAction } from './sale-action.ts';

/** `penstock sale publish` */
export function addSalePublish(sale: Command, build: Build): void {
  addSaleAction(sale, build, {
    name: 'publish',
    routeId: 'publishSale',
    summary: 'publish a draft',
    description: 'Publishes a draft, after a check that everything it needs is ready. It then opens by itself.',
    examples: ['penstock sale publish phone-11-11'],
  });
}
