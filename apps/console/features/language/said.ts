// What the server found, in the console's words, by its code. A code that this console does not know yet is said in the
// server's own sentence, which is English.
import type {
  DeadLetter,
  Delivery,
  FieldError,
  OperatorLogEntry,
  PreflightCheck,
  ReadinessCheck,
  StoryEvent,
} from '@penstock/contract';
import { storyCodes } from '@penstock/contract';
import type { TextValues } from '@penstock/web';
import type { TextKey } from '../../texts/en.ts';
import { fieldLabel } from './field-label.ts';
import type { Say } from './say.ts';

/** A sentence, and its language where that is not the page's. */
export type Said = { readonly text: string; readonly lang?: 'en' };

type Params = Readonly<Record<string, string | number | readonly string[]>>;

/** What is wrong with a field. A field may have words of its own for a rule. */
export function sayFieldError(error: FieldError, say: Say): Said {
  const field = error.path.slice(error.path.lastIndexOf('/') + 1);
  return sayFirst([`rule.${error.code}.${field}`, `rule.${error.code}`], error, error.message, say);
}

/** What a check of the preflight measured. */
export const sayFinding = (check: PreflightCheck, say: Say): Said =>
  sayFirst([`found.${check.code}`], check, check.detail, say);

/** What to do about it; undefined where there is nothing to do. */
export const sayRemedy = (check: PreflightCheck, say: Say): Said | undefined =>
  check.status === 'ok' ? undefined : sayFirst([`remedy.${check.code}`], check, check.remedy, say);

/** What keeps a part from serving; undefined where nothing does. */
export const sayReadiness = (check: ReadinessCheck, say: Say): Said | undefined =>
  check.ok ? undefined : sayFirst([`away.${check.code}`], check, check.detail, say);

/** Why an order was refused. */
export const sayRefused = (reason: string, say: Say): Said => sayFirst([`refused.${reason}`], {}, reason, say);

/** One event of an order's story. Statuses and acts in it are said as everywhere else. */
export function sayStory({ code, text, detail = {} }: StoryEvent, say: Say): Said {
  const fact = storyCodes[code];
  const kind = fact === undefined ? '' : `.${detail[fact]}`;
  const why = code === 'acted' && detail.reason !== undefined ? '-why' : '';
  const { from, to, status, action } = detail;
  const params = {
    ...Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, String(value)])),
    ...(from !== undefined && { from: named('status', from, say) }),
    ...(to !== undefined && { to: named('status', to, say) }),
    ...(status !== undefined && { status: named('status', status, say) }),
    ...(action !== undefined && { action: named('action', action, say) }),
  };
  return sayFirst([`event.${code}${why}${kind}`], { params }, text, say);
}

/** Why a message to the shop was not taken; undefined where nothing went wrong. */
export const sayDeliveryError = (delivery: Delivery, say: Say): Said | undefined => {
  const { lastError, lastErrorCode, lastErrorParams: params = {} } = delivery;
  return lastError === undefined ? undefined : sayFirst([`undone.${lastErrorCode}`], { params }, lastError, say);
};

/** Why something needs a person. */
export const sayLetterReason = (letter: DeadLetter, say: Say): Said =>
  sayFirst([`undone.${letter.code}`], letter, letter.reason, say);

/** What it is that needs a person. */
export const sayLetterDetail = (letter: DeadLetter, say: Say): Said | undefined =>
  letter.detail === undefined ? undefined : sayFirst([`letter.about-${letter.kind}`], letter, letter.detail, say);

/** What the system says of an act in the log; undefined where it says nothing. */
export function sayLogDetail({ detail, code, params = {} }: OperatorLogEntry, say: Say): Said | undefined {
  if (detail === undefined) return undefined;
  const { role, needed, fields, values } = params;
  const words = {
    ...params,
    ...(typeof role === 'string' && { role: named('role', role, say) }),
    ...(typeof needed === 'string' && { needed: named('role', needed, say) }),
    ...(Array.isArray(fields) && Array.isArray(values) && { changes: changesOf(fields, values, say) }),
  };
  return sayFirst([`logged.${code}`], { params: words }, detail, say);
}

function changesOf(fields: readonly string[], values: readonly string[], say: Say): readonly string[] {
  return fields.map((name, index) => {
    const value = values[index] ?? '';
    return say.t('log.field', { field: fieldLabel(`/${name}`, say) ?? name, value: fieldText(name, value, say) });
  });
}

function fieldText(field: string, value: string, say: Say): string {
  // The form has minutes.
  if (field === 'paymentWindowSeconds') return say.count(Number(value) / 60);
  return field === 'closesAt' && value === 'null' ? say.t('when.no-end') : value;
}

function named(kind: 'status' | 'action' | 'role', value: string | number | boolean, say: Say): string {
  const key = `${kind}.${value}`;
  return say.has(key) ? say.t(key) : String(value);
}

function sayFirst(
  keys: readonly string[],
  { params = {} }: { readonly code?: string; readonly params?: Params },
  sentence: string,
  say: Say,
): Said {
  return sayKnown(keys, () => valuesOf(params, say), sentence, say);
}

/** The first of these texts that this console knows, else the server's own sentence. */
export function sayKnown(keys: readonly string[], values: () => TextValues, sentence: string, say: Say): Said {
  const key = keys.find((each): each is TextKey => say.has(each));
  return key === undefined ? { text: sentence, lang: 'en' } : { text: say.t(key, values()) };
}

/** The values as people read them; durations and instants also in words of their own. */
function valuesOf(params: Params, say: Say): TextValues {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number') values[name] = say.count(value);
    else if (typeof value === 'string') values[name] = value;
    else values[name] = value.map((each) => partText(name, each, say)).join(say.t('list.and'));
  }
  const { at, seconds, limit } = params;
  if (typeof at === 'string') values.at = say.instant(Date.parse(at));
  if (typeof seconds === 'number') values.span = say.span(seconds * 1_000);
  if (typeof limit === 'number') values.minutes = say.count(Math.floor(limit / 60));
  const count = Object.values(params).find((value) => typeof value === 'number');
  return count === undefined ? values : { ...values, count };
}

/** Lists of names that have a text each. */
const namedLists: ReadonlyMap<string, string> = new Map([
  ['loops', 'loop'],
  ['changes', 'change'],
]);

function partText(list: string, name: string, say: Say): string {
  const key = `${namedLists.get(list)}.${name}`;
  return say.has(key) ? say.t(key) : name;
}
