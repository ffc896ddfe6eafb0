import { routeOf } from '@penstock/contract';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { errorCodes } from 'fastify';

type Parse = (request: FastifyRequest, text: string) => Promise<unknown>;

/**
 * Which bodies are read: JSON everywhere, what a form sends where the contract says so, and nothing else. The body of a
 * signed call stays the bytes that came, since its signature is over them; whoever has checked it parses it. Answers
 * how JSON is parsed.
 */
export function readBodies(app: FastifyInstance): Parse {
  const parser = app.getDefaultJsonParser('error', 'error');
  const parse: Parse = (request, text) =>
    new Promise((resolve, reject) => {
      // Clients send an empty body of type JSON with calls that need none.
      if (text === '') return resolve(undefined);
      const done = (error: FastifyError | Error | null, body?: unknown) =>
        error === null ? resolve(body) : reject(error);
      void parser(request, text, done);
    });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    contractOf(request)?.who === 'signed' ? body : parse(request, String(body)),
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (request: FastifyRequest, body: string) => {
      if (contractOf(request)?.isForm !== true) throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
      return fieldsOf(new URLSearchParams(body));
    },
  );
  return parse;
}

/** The fields of a form. One that is named twice has two values, which no field of the contract may have. */
function fieldsOf(form: URLSearchParams): Record<string, string | string[]> {
  const fields = [...new Set(form.keys())].map((name) => {
    const values = form.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? '') : values] as const;
  });
  return Object.fromEntries(fields);
}

function contractOf(request: FastifyRequest) {
  const { routeId } = request.routeOptions.config;
  return routeId === undefined ? undefined : routeOf(routeId);
}
