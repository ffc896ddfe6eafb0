// Prices as people write them, with as many digits behind the point as the currency has.

function digitsOf(currency: string): number | undefined {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    // Three letters are still being typed.
    return undefined;
  }
}

/** `19900` of `CNY` is `199.00`. */
export function priceText(priceMinor: number, currency: string): string {
  const digits = digitsOf(currency) ?? 2;
  return (priceMinor / 10 ** digits).toFixed(digits);
}

/** A price in minor units; undefined where the text is none, or has more digits than the currency. */
export function readPrice(text: string, currency: string): number | undefined {
  const digits = digitsOf(currency.trim().toUpperCase());
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  if (digits === undefined || match === null) return undefined;
  const [, whole = '', part = ''] = match;
  return part.length > digits ? undefined : Number(whole + part.padEnd(digits, '0'));
}
