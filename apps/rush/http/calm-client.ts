// The unhurried half of HTTP: a few calls before and after the crowd, by `fetch`.
import { rushFailure } from '../failures.ts';
import { readTimeoutMs, readTriesMax } from '../limits.ts';

export type CalmAnswer = { readonly status: number; readonly body: unknown };

export type CalmClient = {
  /** Throws SERVER_UNREACHABLE when there is no answer; any status is an answer. */
  readonly call: (method: 'GET' | 'POST', path: string, options?: CallOptions) => Promise<CalmAnswer>;
  /** Reads newline-delimited JSON while it arrives; gives the status, and no line unless it is 200. */
  readonly lines: (path: string, token: string, onLine: (line: unknown) => void) => Promise<number>;
};

export type CallOptions = { readonly token?: string | undefined; readonly body?: unknown };

/** A client of the server at this address. */
export function calmClient(url: string): CalmClient {
  return {
    async call(method, path, options = {}) {
      const response = await send(url, path, { method, ...options });
      return { status: response.status, body: parseBody(await readText(response, url)) };
    },
    async lines(path, token, onLine) {
      const response = await send(url, path, { method: 'GET', token });
      if (response.status !== 200 || response.body === null) {
        await response.body?.cancel();
        return response.status;
      }
      try {
        await readLines(response.body, onLine);
      } catch (cause) {
        throw rushFailure('SERVER_UNREACHABLE', `${path} broke off.`, cause);
      }
      return response.status;
    },
  };
}

async function send(url: string, path: string, options: CallOptions & { readonly method: string }): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, application/x-ndjson' };
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
  const signal = AbortSignal.timeout(readTimeoutMs);
  for (let tries = 1; ; tries += 1) {
    try {
      // Where an answer sends a browser is no business of this client.
      return await fetch(new URL(path, url), { method: options.method, headers, signal, redirect: 'manual', ...body });
    } catch (cause) {
      // A server may close an idle connection in the moment of its next use; to read once more changes nothing.
      if (options.method === 'GET' && tries < readTriesMax && !signal.aborted) continue;
      throw rushFailure('SERVER_UNREACHABLE', `${url} did not answer ${options.method} ${path}.`, cause);
    }
  }
}

async function readText(response: Response, url: string): Promise<string> {
  try {
    return await response.text();
  } catch (cause) {
    throw rushFailure('SERVER_UNREACHABLE', `An answer of ${url} broke off.`, cause);
  }
}

/** JSON, or the text itself when it is none. */
function parseBody(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    // A page of something in between; its text is what a person needs to see.
    return text;
  }
}

async function readLines(stream: ReadableStream<Uint8Array>, onLine: (line: unknown) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) if (line.trim() !== '') onLine(JSON.parse(line));
  }
  if (rest.trim() !== '') onLine(JSON.parse(rest));
}
