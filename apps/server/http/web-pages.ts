import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { problemAnswer } from './problem-answer.ts';
import { sendAnswer } from './send-answer.ts';

/** One of the two web apps, as it is served. */
export type WebApp = {
  readonly name: string;
  /** Where `npm run build` puts it. */
  readonly folder: string;
  /** The address in front of its hashed files. */
  readonly assetsPath: string;
  /** The addresses that people see: each is the same page, which shows what the address means. */
  readonly pagePaths: readonly string[];
  /** Those of them that pages of this very site may show in a frame; all others may never be framed. */
  readonly framedPaths?: readonly string[];
};

const builtFolder = (app: string): string => fileURLToPath(new URL(`../../${app}/dist`, import.meta.url));

const webApps: readonly WebApp[] = [
  {
    name: 'shop',
    folder: builtFolder('storefront'),
    assetsPath: '/assets/',
    pagePaths: ['/', '/sales/:id', '/orders', '/orders/:id', '/how-we-pick', '/session'],
    framedPaths: ['/preview'],
  },
  {
    name: 'console',
    folder: builtFolder('console'),
    assetsPath: '/console/assets/',
    pagePaths: ['/console', '/console/*'],
  },
];

const nothingHere = problemAnswer('not-found', { detail: 'There is nothing at this address.' });

/** A page names files by their content, so it is asked for anew each time, and what it names is kept for ever. */
const pageHeaders = { 'cache-control': 'no-cache', 'referrer-policy': 'same-origin' } as const;

const notBuilt = (name: string): string =>
  `The pages of the ${name} are not built yet. Run \`npm run build\` in the folder of Penstock, then start it again.\n`;

/**
 * Serves the pages of both web apps and their files. Registered before the framework is ready. Where one was not built,
 * its addresses answer 503 and say how to build it; the HTTP interface works all the same.
 */
export async function registerWebPages(app: FastifyInstance, apps = webApps): Promise<void> {
  for (const webApp of apps) {
    if (existsSync(join(webApp.folder, 'index.html'))) {
      await app.register(serveBuilt, webApp);
      continue;
    }
    app.log.warn(`the pages of the ${webApp.name} are not built: run \`npm run build\``);
    servePages(app, [...webApp.pagePaths, ...(webApp.framedPaths ?? [])], (reply) =>
      reply.code(503).type('text/plain; charset=utf-8').send(notBuilt(webApp.name)),
    );
  }
}

const serveBuilt: FastifyPluginAsync<WebApp> = async (scope, webApp) => {
  const { folder } = webApp;
  const assets = join(folder, 'assets');
  const headers = { ...pageHeaders, ...builtHeaders(folder) };
  scope.setErrorHandler<FastifyError>((error, _request, reply) => {
    // Names that lead out of the folder, or are no names: there is nothing behind them, and no fault of ours.
    if ((error.statusCode ?? 500) < 500) return sendAnswer(reply, nothingHere);
    throw error;
  });
  await scope.register(fastifyStatic, {
    root: assets,
    prefix: webApp.assetsPath,
    preCompressed: true,
    cacheControl: false,
    index: false,
    setHeaders: (reply, path) => {
      if (path.startsWith(assets)) reply.header('cache-control', 'public, max-age=31536000, immutable');
    },
  });
  servePages(scope, webApp.pagePaths, (reply) => reply.headers(headers).sendFile('index.html', folder));
  servePages(scope, webApp.framedPaths ?? [], (reply) =>
    reply.headers(framedHeaders(headers)).sendFile('index.html', folder),
  );
};

/** The same headers, but that pages of this site may show the page in a frame. It has nothing that could be pressed. */
function framedHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const policy = headers['content-security-policy'] ?? '';
  return {
    ...headers,
    'content-security-policy': policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    'x-frame-options': 'SAMEORIGIN',
  };
}

function servePages(
  app: FastifyInstance,
  paths: readonly string[],
  answer: (reply: FastifyReply) => FastifyReply,
): void {
  for (const url of paths) app.get(url, (_request, reply) => answer(reply));
}

/** The headers that a built app must be served with: which scripts and styles are its own is known by its build. */
function builtHeaders(folder: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8'));
}
