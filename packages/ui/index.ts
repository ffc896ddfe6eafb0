// What both web apps show alike. The styles come by `@penstock/ui/styles.css`.
export type { Tone } from './tone.ts';
export { default as UiBadge } from './ui-badge.vue';
export { default as UiButton } from './ui-button.vue';
export { default as UiCountdown } from './ui-countdown.vue';
export { default as UiDialog } from './ui-dialog.vue';
export { default as UiNotice } from './ui-notice.vue';
export { default as UiSign } from './ui-sign.vue';
export { default as UiStockBar } from './ui-stock-bar.vue';
export { default as UiTable } from './ui-table.vue';
