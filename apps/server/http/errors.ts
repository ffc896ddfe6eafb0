import type { RouteId } from '@penstock/contract';
import { routeOf } from '@penstock/contract';
import { isFailure } from '@penstock/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Breach } from './broken-rule.ts';
import { fieldErrors } from './field-errors.ts';
import { retryUnavailableSeconds } from './limits.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';
import { sendAnswer } from './send-answer.ts';

/** Answers what was thrown while a request was handled: the framework's refusals, failures of the world, and bugs. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = refusalOf(error, request) ?? failureOf(error, request);
  return sendAnswer(reply, answer);
}

function failureOf(error: FastifyError, request: FastifyRequest): Answer {
  if (isFailure(error, 'LEDGER_UNAVAILABLE') || isFailure(error, 'GATE_UNAVAILABLE')) {
    request.log.warn({ err: error }, 'answered unavailable');
    return problemAnswer('unavailable', {
      detail: 'Something that decides or records is away. Asking again is safe.',
      retryAfterSeconds: retryUnavailableSeconds,
    });
  }
  if (isFailure(error, 'PROVIDER_UNAVAILABLE')) {
    request.log.warn({ err: error }, 'answered unavailable');
    return problemAnswer('unavailable', {
      detail: 'The payment provider gives no answer, or there is none. Nothing was taken; asking again is safe.',
      retryAfterSeconds: retryUnavailableSeconds,
    });
  }
  request.log.error({ err: error }, 'a request broke');
  return problemAnswer('internal-error', {
    detail: 'Something broke inside; the log has it under this request’s id.',
    requestId: request.id,
  });
}

/** The problem of a request that the framework did not let through. */
function refusalOf(error: FastifyError, request: FastifyRequest): Answer | undefined {
  if (error.validation !== undefined) return invalidParts(error, request.routeOptions.config.routeId);
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problemAnswer('unsupported-media-type', {
        detail: 'The body must be JSON: send `Content-Type: application/json`.',
      });
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problemAnswer('payload-too-large', {
        detail: `The body has more than ${request.routeOptions.bodyLimit} bytes.`,
        headers: ['connection', 'close'],
      });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return notJson;
    default:
      // What is left of the parser's refusals: forbidden keys such as `__proto__`.
      return error.statusCode === 400 ? notJson : undefined;
  }
}

const notJson = problemAnswer('invalid-request', {
  status: 400,
  detail: 'The body is not JSON.',
  errors: [{ path: '/', message: 'must be a JSON object', code: 'not-json' }],
});

// A name in the path that breaks the rules of names is a name of nothing.
function invalidParts(error: FastifyError, routeId: RouteId | undefined): Answer {
  const context = error.validationContext;
  if (context === 'params') return nothingThere(routeId);
  const places = (error.validation ?? []) as readonly Breach[];
  const errors = fieldErrors(places, placeOfContext[context ?? '']);
  const first = errors[0];
  const detail = first === undefined ? 'The request breaks a rule.' : `${first.path} ${first.message}.`;
  return problemAnswer('invalid-request', { detail, errors: [...errors] });
}

const namesByRoute = [
  'sale-not-found',
  'order-not-found',
  'payment-not-found',
  'delivery-not-found',
  'operator-not-found',
] as const;

function nothingThere(routeId: RouteId | undefined): Answer {
  const known = routeId === undefined ? [] : routeOf(routeId).problems;
  const code = namesByRoute.find((each) => known.includes(each)) ?? 'not-found';
  return problemAnswer(code, { detail: 'Nothing has, or can have, the name in this address.' });
}

const placeOfContext: Readonly<Record<string, string>> = { querystring: 'query', headers: 'header' };
