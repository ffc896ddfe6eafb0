// What the panel of a sale or an order shows: a headline, one sentence, one button. Always these rows, so that nothing
// moves when the state changes.
import type { Tone } from '@penstock/ui';
import type { TextValues } from '@penstock/web';
import type { Say } from './language/say.ts';

/** What the button does. */
export type PanelAction =
  | 'none'
  | 'remind'
  | 'ask'
  | 'check'
  | 'watch'
  | 'unwatch'
  | 'sign-in'
  | 'pay'
  | 'see-order'
  | 'see-sale'
  | 'see-sales';

export type StockShares = { readonly free: number; readonly unsold: number };

export type Panel = {
  readonly tone: Tone;
  readonly caption: string;
  readonly headline: string;
  /** The headline is a countdown; what it counts to is the caption. */
  readonly isClock: boolean;
  /** The countdown is near its end, and somebody must act. */
  readonly isUrgent: boolean;
  readonly line: string;
  readonly button: string;
  readonly action: PanelAction;
  readonly isBusy: boolean;
  /** For a button that stays in after a tap. */
  readonly isPressed: boolean | undefined;
  /** Which shares of the units are free, and free or held; where a sale gives some. */
  readonly stock?: StockShares;
};

/** How a stage looks, beside its words. */
export type PanelLook = { readonly tone: Tone; readonly action: PanelAction | 'busy' };

/**
 * The panel of a stage whose sentences are named after it: `<name>.caption`, `.headline`, `.line`, `.button`. A stage
 * without a headline shows what is left, `{left}`; one without a button's text repeats its headline there.
 */
export function panelOf(name: string, look: PanelLook, values: TextValues, say: Say): Panel {
  const part = (key: string): string | undefined => {
    const full = `${name}.${key}`;
    return say.has(full) ? say.t(full, values) : undefined;
  };
  const headline = part('headline');
  return {
    tone: look.tone,
    caption: part('caption') ?? '',
    headline: headline ?? String(values.left),
    isClock: headline === undefined,
    isUrgent: false,
    line: part('line') ?? '',
    button: part('button') ?? headline ?? '',
    action: look.action === 'busy' ? 'none' : look.action,
    isBusy: look.action === 'busy',
    isPressed: look.action === 'unwatch' ? true : look.action === 'watch' ? false : undefined,
  };
}
