export type { SandboxDecision } from './decide-payment.ts';
export { decideSandboxPayment } from './decide-payment.ts';
export { startMessageSender } from './message-sender.ts';
export type { SandboxBook, SandboxPayment } from './sandbox-book.ts';
export { openSandboxBook } from './sandbox-book.ts';
export { createSandboxProvider } from './sandbox-provider.ts';
export type { Scenario } from './scenarios.ts';
export { isScenario, scenarios } from './scenarios.ts';
