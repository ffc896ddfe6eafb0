// Which page an address of the console means.

/** The pages that belong to one sale, by the last part of their address. */
export const salePages = ['board', 'orders', 'audit', 'report', 'edit'] as const;

export type SalePage = (typeof salePages)[number];

export type PageName =
  | 'home'
  | 'sales'
  | 'new-sale'
  | SalePage
  | 'order'
  | 'deliveries'
  | 'operators'
  | 'log'
  | 'not-found';

export type Place = {
  readonly page: PageName;
  /** The id of the sale or the order in the address; empty where the page has none. */
  readonly id: string;
};

/** In front of every address of the console. */
export const consoleRoot = '/console';

const plainPages: ReadonlyMap<string, PageName> = new Map([
  ['', 'home'],
  ['sales', 'sales'],
  ['new-sale', 'new-sale'],
  ['deliveries', 'deliveries'],
  ['operators', 'operators'],
  ['log', 'log'],
]);

/** The place of a path. */
export function placeOf(path: string): Place {
  const [first = '', id = '', last = '', ...rest] = path.slice(consoleRoot.length).split('/').filter(Boolean);
  const page = rest.length > 0 ? undefined : pageOf(first, id, last);
  return { page: page ?? 'not-found', id: decode(id) };
}

function pageOf(first: string, id: string, last: string): PageName | undefined {
  if (id === '') return plainPages.get(first);
  if (first === 'orders') return last === '' ? 'order' : undefined;
  if (first !== 'sales') return undefined;
  return last === '' ? 'board' : salePages.find((page) => page === last);
}

/** The path of a page without an id. */
export const pagePath = (page: 'home' | 'sales' | 'new-sale' | 'deliveries' | 'operators' | 'log'): string =>
  page === 'home' ? consoleRoot : `${consoleRoot}/${page}`;

/** The path of one of a sale's pages; the board is the sale's own. */
export function salePath(saleId: string, page: SalePage = 'board'): string {
  const sale = `${consoleRoot}/sales/${encodeURIComponent(saleId)}`;
  return page === 'board' ? sale : `${sale}/${page}`;
}

export const orderPath = (orderId: string): string => `${consoleRoot}/orders/${encodeURIComponent(orderId)}`;

/** The path of the page that makes a sale after the example of another. */
export const copyPath = (saleId: string): string => `${pagePath('new-sale')}?from=${encodeURIComponent(saleId)}`;

// A stray `%` in an address that somebody typed is part of an id that does not exist, and no error.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
