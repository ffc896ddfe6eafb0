/** What a person, or a test, can make happen to a payment of the sandbox. */
export const scenarios = [
  'approve',
  'decline',
  'late-webhook',
  'duplicate-webhook',
  'lost-webhook',
  'out-of-order',
  'wrong-amount',
  'slow-capture',
  'silent-capture',
  'refund-fails-once',
] as const;

export type Scenario = (typeof scenarios)[number];

export const isScenario = (text: unknown): text is Scenario => scenarios.some((scenario) => scenario === text);

/** How long in ms a late webhook is held back. */
export const lateWebhookMs = 10_000;

/** How long in ms the sandbox says nothing about a slow capture: longer than the shop waits when it closes a payment. */
export const slowCaptureMs = 3_000;

/** How long in ms after the shop's time to pay the sandbox says nothing: the shop has let the order go by then. */
export const silentAfterExpiryMs = 12_000;

/** How long in ms the second message of a pair comes after the first. */
const secondMessageMs = 300;

/** One message of a decision. */
export type PlannedMessage = { readonly type: 'payment.succeeded' | 'payment.failed'; readonly atMs: number };

/** What the sandbox does for a scenario. Times are epoch milliseconds. */
export type Plan = {
  readonly to: 'captured' | 'failed';
  readonly capturedMinor: number;
  /** Until then nobody who asks about the payment gets an answer. */
  readonly answersAtMs: number;
  /** In the order of sending. */
  readonly messages: readonly PlannedMessage[];
};

/** Plans a decision on a payment of `amountMinor` that is taken at `nowMs`. */
export function planOf(
  scenario: Scenario,
  { amountMinor, expiresAtMs, nowMs }: { amountMinor: number; expiresAtMs: number; nowMs: number },
): Plan {
  const succeeded = { type: 'payment.succeeded', atMs: nowMs } as const;
  const plan = { to: 'captured', capturedMinor: amountMinor, answersAtMs: nowMs, messages: [succeeded] } as const;
  const silentFor = (answersAtMs: number): Plan => ({
    ...plan,
    answersAtMs,
    messages: [{ ...succeeded, atMs: answersAtMs }],
  });
  switch (scenario) {
    case 'approve':
      return plan;
    case 'decline':
      return { ...plan, to: 'failed', capturedMinor: 0, messages: [{ type: 'payment.failed', atMs: nowMs }] };
    case 'late-webhook':
      return { ...plan, messages: [{ ...succeeded, atMs: nowMs + lateWebhookMs }] };
    case 'duplicate-webhook':
      return { ...plan, messages: [succeeded, succeeded, { ...succeeded, atMs: nowMs + secondMessageMs }] };
    case 'lost-webhook':
      return { ...plan, messages: [] };
    case 'out-of-order':
      // The buyer was declined first and approved after it, and the news of the two come the other way round.
      return { ...plan, messages: [succeeded, { type: 'payment.failed', atMs: nowMs + secondMessageMs }] };
    case 'wrong-amount':
      // One minor unit too little, or too much where there is nothing to be less than.
      return { ...plan, capturedMinor: amountMinor > 1 ? amountMinor - 1 : amountMinor + 1 };
    case 'slow-capture':
      return silentFor(nowMs + slowCaptureMs);
    case 'silent-capture':
    case 'refund-fails-once':
      return silentFor(Math.max(nowMs, expiresAtMs) + silentAfterExpiryMs);
  }
}
