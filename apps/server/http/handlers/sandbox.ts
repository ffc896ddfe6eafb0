import type { SandboxPayment as SandboxPaymentJson } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { Sandbox, SandboxPayment } from '../../wiring/payments.ts';
import type { Handlers } from '../call.ts';
import { refused } from '../call.ts';
import { languageOf } from '../classic-messages.ts';
import { begunStream, jsonLines, pagesOf } from '../export-rows.ts';
import { exportRowsMax } from '../limits.ts';
import type { Page } from '../sandbox/sandbox-html.ts';
import { sandboxHtml, sandboxPolicy } from '../sandbox/sandbox-html.ts';

const pageType = 'text/html; charset=utf-8';

/** The sandbox's page, where a person decides, and its own list. */
export function sandboxHandlers(sandbox: Sandbox) {
  const page = (header: string | undefined, shown: Omit<Page, 'language'>) => {
    const language = languageOf(header);
    const headers = {
      'content-security-policy': sandboxPolicy,
      'content-language': language,
      vary: 'accept-language',
    };
    return { mediaType: pageType, content: sandboxHtml({ ...shown, language }), headers };
  };
  return {
    getSandboxPage: ({ params: { paymentId }, request }) => {
      const payment = sandbox.find(paymentId);
      if (payment === undefined || payment.orderId === '') return noPayment(paymentId);
      return page(request.headers['accept-language'], { payment, isTooLate: false });
    },

    decideSandboxPayment: ({ params: { paymentId }, body, request, reply }) => {
      const outcome = sandbox.decide(paymentId, body.scenario);
      switch (outcome.kind) {
        case 'unknown':
          return noPayment(paymentId);
        case 'not-open':
          reply.code(409);
          return page(request.headers['accept-language'], { payment: outcome.payment, isTooLate: true });
        case 'decided':
          return { status: 303, body: undefined, headers: { location: `/orders/${outcome.payment.orderId}` } };
      }
    },

    listSandboxPayments: async ({ query: { saleId } }) => {
      const pages = pagesOf(async (after: string | undefined) => {
        const rows = sandbox.list({ saleId, after, limit: exportRowsMax });
        return { rows, next: rows.length < exportRowsMax ? undefined : rows.at(-1)?.paymentId };
      });
      const content = await begunStream(jsonLines(pages, sandboxJson));
      return { mediaType: 'application/x-ndjson; charset=utf-8', content };
    },
  } satisfies Handlers;
}

function sandboxJson(payment: SandboxPayment): SandboxPaymentJson {
  const { paymentId, orderId, status, amountMinor, currency, capturedMinor, refundedMinor, changedAtMs } = payment;
  const at = formatInstant(changedAtMs);
  return { paymentId, orderId, status, amountMinor, currency, capturedMinor, refundedMinor, at };
}

function noPayment(paymentId: string) {
  return refused('payment-not-found', { detail: `The sandbox has no payment "${paymentId}".` });
}
