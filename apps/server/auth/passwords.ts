import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Hashes passwords and checks them, beside the thread that serves. */
export type Passwords = {
  /** `busy`: as many wait as may; asking again later is right. */
  hash(password: string): Promise<string | 'busy'>;
  /**
   * Whether this is the password of a hash. Without a hash, for a name that nobody has, it is checked against one that
   * no password fits, so that the answer takes as long.
   */
  isRight(password: string, hash: string | undefined): Promise<boolean | 'busy'>;
};

type Costs = { readonly logN: number; readonly r: number; readonly p: number };

/**
 * One of the settings that OWASP's password storage guide names as equally strong. This one takes 32 MiB and some
 * 150 ms of a core; those with fewer rounds take up to 128 MiB, which a small machine in a rush may not have.
 */
const costs: Costs = { logN: 15, r: 8, p: 3 };

const saltBytes = 16;
const keyBytes = 32;

/** Bytes that one hash may take: twice what `costs` need, so that a stronger hash of another version can be checked. */
const memoryBytesMax = 64 * 1_024 * 1_024;

/** Hashes that wait for their turn. One is computed at a time: a flood of sign-ins must leave the other core to buyers. */
const waitingMax = 8;

const hashPattern = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/;

/** Makes the passwords of a process. A hash names its costs, so that they can be raised later; only tests lower them. */
export function createPasswords(ownCosts = costs): Passwords {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <Result>(task: () => Promise<Result>): Promise<Result | 'busy'> => {
    if (waiting >= waitingMax) return 'busy';
    waiting += 1;
    const run = last.then(task, task);
    last = run;
    return run.finally(() => {
      waiting -= 1;
    });
  };
  const nobodys = { salt: randomBytes(saltBytes), key: randomBytes(keyBytes), costs: ownCosts };
  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(saltBytes);
        const key = await derive(password, salt, ownCosts);
        const { logN, r, p } = ownCosts;
        return ['scrypt', logN, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
      }),
    isRight: (password, hash) =>
      inTurn(async () => {
        const kept = (hash === undefined ? undefined : read(hash)) ?? nobodys;
        return timingSafeEqual(await derive(password, kept.salt, kept.costs), kept.key);
      }),
  };
}

function read(hash: string) {
  const [, logN, r, p, salt, key] = hashPattern.exec(hash) ?? [];
  if (salt === undefined || key === undefined) return undefined;
  return {
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
    costs: { logN: Number(logN), r: Number(r), p: Number(p) },
  };
}

// One password has several spellings in Unicode, and which of them is typed depends on the keyboard.
function derive(password: string, salt: Buffer, { logN, r, p }: Costs): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(password.normalize('NFKC'), salt, keyBytes, { N: 2 ** logN, r, p, maxmem: memoryBytesMax }, (error, key) => {
    if (error === null) resolve(key);
    else reject(error);
  });
  return promise;
}
