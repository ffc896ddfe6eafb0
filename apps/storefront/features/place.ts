// Which page an address means.

export type PageName =
  | 'sale-list'
  | 'sale'
  | 'order-list'
  | 'order'
  | 'how-we-pick'
  | 'session'
  | 'preview'
  | 'not-found';

export type Place = {
  readonly page: PageName;
  /** The id in the address; empty where the page has none. */
  readonly id: string;
};

/** The pages by the first part of their address: without an id behind it, and with one. */
const pages: ReadonlyMap<string, readonly [plain: PageName, withId?: PageName]> = new Map([
  ['', ['sale-list']],
  ['sales', ['not-found', 'sale']],
  ['orders', ['order-list', 'order']],
  ['how-we-pick', ['how-we-pick']],
  ['session', ['session']],
  ['preview', ['preview']],
]);

/** The place of a path. */
export function placeOf(path: string): Place {
  const [, first = '', id = '', ...rest] = path.replace(/\/$/, '').split('/');
  const page = rest.length > 0 ? undefined : pages.get(first)?.[id === '' ? 0 : 1];
  return { page: page ?? 'not-found', id: decode(id) };
}

export const salePath = (saleId: string): string => `/sales/${encodeURIComponent(saleId)}`;

export const orderPath = (orderId: string): string => `/orders/${encodeURIComponent(orderId)}`;

// A stray `%` in an address that somebody typed is part of an id that does not exist, and no error.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
