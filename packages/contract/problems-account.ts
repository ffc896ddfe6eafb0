// Problems of operators' accounts and sessions.
export const accountProblems = {
  'sign-in-failed': {
    status: 401,
    title: 'Name or password is wrong',
    cause:
      'No account that is enabled has this name and this password. Which of the three is wrong is not told, so that ' +
      'nobody can find out names by trying.',
    remedy:
      'Check the name and the password. An admin sets a new password with `penstock operator password`; the admin ' +
      'token works without any account.',
    example: { detail: 'No enabled account has this name and this password.' },
  },
  'insecure-connection': {
    status: 403,
    title: 'This connection is not secure',
    cause:
      'A session’s cookie is given only over HTTPS: on plain HTTP anybody on the way could take it. Plain HTTP is ' +
      'accepted on the machine itself only, for operators in demo mode only.',
    remedy:
      'Open the page over HTTPS. Behind a proxy that speaks TLS, name its address in `PENSTOCK_TRUSTED_PROXIES` and let ' +
      'it send `X-Forwarded-Proto`, `X-Forwarded-For` and the `Host` that the browser asked for.',
    example: { detail: 'The call came over plain HTTP.' },
  },
  'cross-origin': {
    status: 403,
    title: 'The call did not come from this site',
    cause:
      'A call by cookie that changes something needs an `Origin` header of this very site; it was missing or another ' +
      'one. So no other site can act in a visitor’s name.',
    remedy:
      'Make such calls from the pages of this site. Programs send a token as `Authorization: Bearer <token>` instead ' +
      'of a cookie. Behind a proxy, see that it passes `Host` on as the browser sent it.',
    example: { detail: 'The Origin https://elsewhere.example is not https://shop.example.' },
  },
  'role-too-low': {
    status: 403,
    title: 'This role may not do this',
    cause: 'The operator is known, but the role of the account is lower than the call needs; `role` names it.',
    remedy: 'Ask somebody with that role, or have an admin change the role of the account.',
    example: { detail: 'This needs the role operator; ann has the role viewer.', role: 'operator' },
  },
  'operator-exists': {
    status: 409,
    title: 'The name is taken',
    cause: 'An account with this name exists, or the name is kept for the admin token.',
    remedy: 'Choose another name, or change the account that exists.',
    example: { detail: 'An operator named "ann" exists.' },
  },
  'operator-not-found': {
    status: 404,
    title: 'There is no such operator',
    cause: 'No account has this name.',
    remedy: 'List the accounts with `GET /api/v1/admin/operators`.',
    example: { detail: 'No operator has the name "ann".' },
  },
  'last-admin': {
    status: 409,
    title: 'This is the last admin',
    cause: 'The last enabled account with the role admin can be neither disabled nor given a lower role.',
    remedy: 'Make another account an admin first.',
    example: { detail: 'ann is the last enabled admin.' },
  },
} as const;
