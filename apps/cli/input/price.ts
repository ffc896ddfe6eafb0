import { priceMinorMax } from '@penstock/contract';
import type { Reading } from './reading.ts';

const pattern = /^(\d{1,12})(?:\.(\d+))?$/;

/** How many digits a currency has behind the point: 2 for CNY, 0 for JPY. */
export function fractionDigitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

/** Reads a price such as `9.90` into the currency's minor units. No rounding: more digits than it has are refused. */
export function parsePrice(text: string, currency: string): Reading<number> {
  const match = pattern.exec(text);
  if (match === null) return { ok: false, message: `This is not a price: ${text}. Write it as 9.90, without a sign.` };
  const digits = fractionDigitsOf(currency);
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > digits) {
    return { ok: false, message: `${currency} has ${digits} digits behind the point, and ${text} has more.` };
  }
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  if (minor > priceMinorMax) return { ok: false, message: `${text} ${currency} is more than a unit may cost.` };
  return { ok: true, value: minor };
}

/** Writes minor units as people read them: `9.90 CNY`. */
export function formatPrice(minor: number, currency: string): string {
  const digits = fractionDigitsOf(currency);
  const text = String(minor).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${digits === 0 ? whole : `${whole}.${text.slice(text.length - digits)}`} ${currency}`;
}
