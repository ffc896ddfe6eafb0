// Fills the crowd's templates in: each connection has its own copy of each, so that no request allocates.
import { assert } from '../assert.ts';
import type { BuyerNames } from './buyer-names.ts';
import type { BuyerTokens } from './buyer-tokens.ts';
import type { RequestTemplate } from './request-templates.ts';
import { askTemplateIndex, buildAskTemplates, buildCancel } from './request-templates.ts';

export type WriterPlan = {
  readonly host: string;
  readonly saleId: string;
  readonly skus: readonly string[];
  readonly names: BuyerNames;
  readonly tokens: BuyerTokens;
};

export class RequestWriter {
  readonly #plan: WriterPlan;
  readonly #templates: readonly RequestTemplate[];
  /** By connection and template. */
  readonly #copies: (Buffer | undefined)[] = [];

  constructor(plan: WriterPlan) {
    this.#plan = plan;
    const { host, saleId, skus, tokens, names } = plan;
    this.#templates = buildAskTemplates({
      host,
      saleId,
      skus,
      tokenLength: tokens.tokenLength,
      keyLength: names.keyLength,
    });
  }

  /** The bytes of an ask. They are the connection's own, which has one request in flight, so the next one may use them. */
  ask(connection: number, ask: { readonly wish: number; readonly sku: number; readonly isRetry: boolean }): Buffer {
    const { names, tokens } = this.#plan;
    const template = this.#templates[askTemplateIndex(ask.sku, ask.isRetry)];
    assert(template !== undefined, 'every variant has its templates');
    const slot = connection * this.#templates.length + template.index;
    const bytes = this.#copies[slot] ?? Buffer.from(template.bytes);
    this.#copies[slot] = bytes;
    tokens.copyTo(Math.floor(ask.wish / names.wishesPerBuyer), bytes, template.tokenAt);
    if (template.keyAt >= 0) bytes.write(names.keyOf(ask.wish) as string, template.keyAt, 'latin1');
    return bytes;
  }

  cancel(orderId: string, wish: number): Buffer {
    const { names, tokens, host } = this.#plan;
    return buildCancel(host, orderId, tokens.tokenOf(Math.floor(wish / names.wishesPerBuyer)));
  }
}
