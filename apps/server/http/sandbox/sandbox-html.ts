import { createHash } from 'node:crypto';
import type { SandboxScenario } from '@penstock/contract';
import { sandboxScenarios } from '@penstock/contract';
import type { SandboxPayment } from '../../wiring/payments.ts';
import type { Language } from '../classic-messages.ts';
import { escapeHtml } from '../escape-html.ts';
import type { SandboxTexts } from './sandbox-texts.ts';
import { sandboxTexts } from './sandbox-texts.ts';

export type Page = {
  readonly payment: SandboxPayment;
  readonly language: Language;
  /** Somebody tried to decide what can not be decided any more. */
  readonly isTooLate: boolean;
};

const style = `:root{color-scheme:light dark;background:Canvas;color:CanvasText;font:1.0625rem/1.6 system-ui,sans-serif}
body{max-width:34rem;margin:0 auto;padding:2rem 1rem}
h1{line-height:1.25;margin-top:0}
.note{border:1px solid;border-radius:.5rem;padding:.5rem 1rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
.amount{font-size:1.5rem;font-weight:700}
form{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0}
button{font:inherit;min-height:2.75rem;padding:.5rem 1.25rem;border:2px solid;border-radius:.5rem;cursor:pointer;
background:Canvas;color:CanvasText}
button.first{background:#0b5d3b;border-color:#0b5d3b;color:#fff}
button:focus-visible,a:focus-visible,summary:focus-visible,input:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
fieldset{border:0;margin:0;padding:0;width:100%}
label{display:flex;gap:.5rem;align-items:baseline;padding:.6rem 0}
summary{cursor:pointer;padding:.6rem 0}`;

/** Lets the page have its own style and send its own form, and nothing else. */
export const sandboxPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The page on which a person pays in the sandbox. It works without scripts. */
export function sandboxHtml({ payment, language, isTooLate }: Page): string {
  const texts = sandboxTexts[language];
  const { status, orderId } = payment;
  const isOpen = status === 'open' || status === 'failed';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${texts.title}</h1>
<p class="note">${texts.notReal}</p>
${isTooLate ? `<p role="alert">${texts.tooLate}</p>` : ''}
<p>${texts.status[status]}</p>
${factsHtml({ payment, language }, texts)}
${isOpen ? formsHtml(texts) : ''}
<p><a href="/orders/${escapeHtml(orderId)}">${texts.back}</a></p>
</main>
</body>
</html>
`;
}

function factsHtml({ payment, language }: Pick<Page, 'payment' | 'language'>, texts: SandboxTexts): string {
  const payBy = new Date(payment.expiresAtMs);
  return `<dl>
<dt>${texts.amount}</dt><dd class="amount">${escapeHtml(amountText(payment, language))}</dd>
<dt>${texts.order}</dt><dd>${escapeHtml(payment.orderId)}</dd>
<dt>${texts.payBy}</dt><dd><time datetime="${payBy.toISOString()}">${timeText(payBy, language)}</time></dd>
</dl>`;
}

function amountText({ amountMinor, currency }: Page['payment'], language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'code' });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
}

// The page has no script that could know the reader's zone.
function timeText(at: Date, language: Language): string {
  return at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
}

// Sent to the address of the page itself.
function formsHtml({ scenario, cases, casesHint, choose }: SandboxTexts): string {
  const button = (name: 'approve' | 'decline', kind: string) =>
    `<button name="scenario" value="${name}" class="${kind}">${scenario[name]}</button>`;
  const choices = sandboxScenarios.filter((name) => name !== 'approve' && name !== 'decline');
  return `<form method="post">
${button('approve', 'first')}
${button('decline', 'second')}
</form>
<details>
<summary>${cases}</summary>
<form method="post">
<fieldset>
<legend>${casesHint}</legend>
${choices.map((name, index) => choiceHtml(name, scenario[name], index === 0)).join('\n')}
</fieldset>
<button>${choose}</button>
</form>
</details>`;
}

function choiceHtml(name: SandboxScenario, text: string, isChecked: boolean): string {
  return `<label><input type="radio" name="scenario" value="${name}"${isChecked ? ' checked' : ''}> ${text}</label>`;
}
