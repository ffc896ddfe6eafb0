// Problems of who asks, and how often.
export const accessProblems = {
  unauthenticated: {
    status: 401,
    title: 'Who asks is not known',
    cause:
      'The call needs a token (or a session), and there was none, or it is malformed, expired, signed with another key, ' +
      'or meant for another audience. Expiry is judged by the gate’s clock with five seconds of leeway.',
    remedy:
      'Get a fresh token from the shop and send it as `Authorization: Bearer <token>`. Operators send the admin token, or sign in. ' +
      'If fresh tokens are refused too, compare the secret (or the key set) and the audience on both sides.',
    example: { detail: 'The token has expired.' },
  },
  forbidden: {
    status: 403,
    title: 'This caller may not do this',
    cause:
      'The caller is known, but the call is not theirs to make: a buyer’s token does not make an operator’s calls.',
    remedy: 'Send the admin token, or sign in as an operator.',
    example: { detail: 'This call is for operators; the token is a buyer’s.' },
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    cause:
      'This buyer asks more often than the limit allows, or somebody tries passwords more often than a person does. ' +
      'Refused asks are not counted against the buyer.',
    remedy:
      'Wait for the seconds in `Retry-After`, then ask again. Trying more often does not help: a unit is given by the ' +
      'gate, not by the number of requests.',
    isRetryable: true,
    example: { detail: 'More than 10 requests a second. Wait for 1 s.' },
  },
} as const;
