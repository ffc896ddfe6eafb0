// The parts of a sale's page that are loaded when they are needed: of an order, of a refusal, of watching, of a reminder.
export { default as LastOrder } from '../../parts/last-order.vue';
export { default as MessagePage } from '../../parts/message-page.vue';
export { default as OrderStage } from '../../parts/order-stage.vue';
export { default as OwnOrders } from '../../parts/own-orders.vue';
export { default as RefusalLine } from '../../parts/refusal-line.vue';
export { default as VariantChooser } from '../../parts/variant-chooser.vue';
export { withOrder } from '../order/order-state.ts';
export { signIn } from '../session/visitor-acts.ts';
export { offerReminder } from './offer-reminder.ts';
export { watchForUnit } from './watch-for-unit.ts';
