// Problems of a request as such, whatever it asks for.
export const requestProblems = {
  'invalid-request': {
    status: 422,
    otherStatus: 400,
    title: 'The request is not valid',
    cause:
      'The body is not JSON (status 400), or it breaks a rule: a field is missing, unknown, too long, or has a wrong ' +
      'value (status 422). The same holds for query strings and headers.',
    remedy:
      '`errors` names each place and its rule, in English and as `code` with `params`. Mend the request; sending it ' +
      'again unchanged does not help.',
    example: {
      detail: 'The body breaks a rule.',
      errors: [{ path: '/sku', message: 'is not a sku of this sale', code: 'sku-unknown' }],
    },
  },
  'not-found': {
    status: 404,
    title: 'There is nothing at this address',
    cause: 'No call or page of Penstock has this address.',
    remedy: 'Compare the address with the OpenAPI document at `/api/v1/openapi.json`.',
    example: { detail: 'There is nothing at /api/v1/sale.' },
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not know that method',
    cause: 'The address exists, but not for this HTTP method.',
    remedy: 'Use one of the methods in the `Allow` header.',
    example: { detail: 'PUT is not known here; GET is.', allow: ['GET'] },
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not of a type that is understood',
    cause: 'Bodies are JSON in UTF-8, and `Content-Type` must say so.',
    remedy: 'Send `Content-Type: application/json`.',
    example: { detail: 'The body is text/plain; application/json is needed.' },
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    cause: 'Buyers’ bodies may have 4 KB, operators’ 64 KB, payment webhooks 20 KB.',
    remedy: 'Send less. No call of Penstock needs more.',
    example: { detail: 'The body is larger than 4096 bytes.' },
  },
  'request-timeout': {
    status: 408,
    title: 'The request came too slowly',
    cause: 'Headers and body must arrive within a few seconds; the rest did not come in time.',
    remedy: 'Send the request again over a new connection.',
    isRetryable: true,
    example: { detail: 'The rest of the request did not arrive in time.' },
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    cause: 'All headers of a request together may have 16 KB.',
    remedy: 'Send fewer or shorter headers; look for cookies of other applications on the same host.',
    example: { detail: 'The headers are larger than 16384 bytes.' },
  },
  'internal-error': {
    status: 500,
    title: 'Something broke inside',
    cause: 'A fault of Penstock itself. What was promised stays promised: the ledger decides, not this answer.',
    remedy:
      'Read your order before asking again. Operators find the cause in the log under the `requestId` of the answer; ' +
      'please report it.',
    example: { detail: 'Something broke inside; the log has it under this request’s id.' },
  },
} as const;
