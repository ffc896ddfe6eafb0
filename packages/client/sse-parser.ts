// Reads the lines of an event stream (WHATWG, server-sent events) into events.

/** One event as it came. */
export type StreamEvent = { readonly name: string; readonly data: string };

/** What a parser knows beside its events: where to resume, and how long the server wants reconnects to wait. */
export type SseParser = {
  /** Takes one line; an empty one may end an event, which is then answered. */
  line(text: string): StreamEvent | undefined;
  lastEventId(): string;
  retryMs(): number | undefined;
};

/** Makes a parser. `lastEventId` is where an earlier connection ended. */
export function createSseParser(lastEventId = ''): SseParser {
  let id = lastEventId;
  let retryMs: number | undefined;
  let name = '';
  let data: string[] = [];

  const endEvent = (): StreamEvent | undefined => {
    const event = data.length === 0 ? undefined : { name: name === '' ? 'message' : name, data: data.join('\n') };
    name = '';
    data = [];
    return event;
  };

  const takeField = (field: string, value: string): void => {
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d{1,9}$/.test(value)) retryMs = Number(value);
  };

  return {
    line(text) {
      if (text === '') return endEvent();
      const colon = text.indexOf(':');
      if (colon === 0) return undefined;
      const field = colon < 0 ? text : text.slice(0, colon);
      const value = colon < 0 ? '' : text.slice(colon + 1);
      takeField(field, value.startsWith(' ') ? value.slice(1) : value);
      return undefined;
    },
    lastEventId: () => id,
    retryMs: () => retryMs,
  };
}
