import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failure } from '@penstock/core';
import type { Logger } from 'pino';
import pino from 'pino';
import type { DemoOperator } from './demo-operator.ts';
import { ensureDemoOperator } from './demo-operator.ts';
import { withDemoSecrets } from './demo-secrets.ts';
import type { HttpServer } from './http/http-server.ts';
import { createHttpServer } from './http/http-server.ts';
import type { Environment, Settings } from './settings.ts';
import { readSettings } from './settings.ts';
import type { EmbeddedOptions } from './wiring/embedded-engine.ts';
import { startEmbeddedEngine } from './wiring/embedded-engine.ts';
import type { Payments } from './wiring/payments.ts';
import { startPayments } from './wiring/payments.ts';

export type StartOptions = {
  readonly env: Environment;
  /** Fills missing secrets in, lets shoppers be made up, and takes the next free port when the named one is taken. */
  readonly isDemo: boolean;
  /** Where log lines go; standard error when left out, so that standard output stays the command's own. */
  readonly logger?: Logger;
  /** Changes the engine's parts before it is put together: where faults are injected. */
  readonly wrap?: EmbeddedOptions['wrap'];
};

export type RunningServer = {
  readonly url: string;
  readonly dataDir: string;
  /** The operators' token, for calls that the starting command makes itself. Never to be logged. */
  readonly adminToken: string;
  /** Who opens the console of a demo. The password is for the person who started it, and never to be logged. */
  readonly demoOperator: DemoOperator | undefined;
  readonly paymentProvider: Settings['paymentProvider'];
  /** Whether another port than the named one was taken. */
  readonly isOtherPort: boolean;
  /** Takes no new request, answers those under way, writes down what is in line, and closes. */
  stop(): Promise<void>;
  /** Settles with the reason when the engine can not go on; the process must end then. */
  readonly failed: Promise<unknown>;
};

/** Ports above the named one that a demo tries when it is taken. */
const otherPortsMax = 20;

/**
 * Starts Penstock in this process. Throws SETTING_INVALID, PORT_TAKEN, FILE_IN_USE, FILE_TOO_NEW or FILE_NOT_OURS, and
 * leaves nothing running then.
 */
export async function startServer({ env, isDemo, wrap, ...options }: StartOptions): Promise<RunningServer> {
  const demoEnv = isDemo ? { ...env, PENSTOCK_DEMO: '1' } : env;
  const dataDir = resolve(env.PENSTOCK_DATA_DIR || './data');
  // Buyers' names and operators' password hashes are nobody else's on this machine.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const settings = readSettings(isDemo ? withDemoSecrets(demoEnv, dataDir) : demoEnv);
  const { paymentProvider: provider, paymentWebhookSecret: webhookSecret, logLevel } = settings;
  const logger = options.logger ?? stderrLogger(logLevel);
  if (provider === 'sandbox' && !isDemo) logger.warn('payments go to the sandbox: no real money moves');
  const payments = startPayments({ provider, webhookSecret, dataDir });
  try {
    return await startNode({ settings, dataDir, logger, payments, wrap });
  } catch (error) {
    await payments.stop();
    throw error;
  }
}

type NodeParts = {
  readonly settings: Settings;
  readonly dataDir: string;
  readonly logger: Logger;
  readonly payments: Payments;
  readonly wrap: StartOptions['wrap'];
};

async function startNode({ settings, dataDir, logger, payments, wrap }: NodeParts): Promise<RunningServer> {
  const failed = Promise.withResolvers<unknown>();
  const running = await startEmbeddedEngine({
    dataDir,
    secret: settings.secret,
    webhook: settings.webhook,
    logger,
    provider: payments.provider,
    ...(wrap && { wrap }),
    onFatal: (error) => {
      logger.fatal({ err: error }, 'the engine cannot go on');
      failed.resolve(error);
    },
  });
  let http: HttpServer | undefined;
  try {
    http = await createHttpServer({ engine: running.engine, payments, settings, logger });
    const port = await listen(http, settings);
    const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;
    payments.begin(url);
    const { demoPassword } = settings;
    const demoOperator =
      demoPassword === undefined ? undefined : await ensureDemoOperator(running.engine.ledger, demoPassword);
    const note = join(dataDir, 'server.json');
    writeFileSync(note, `${JSON.stringify({ url, pid: process.pid })}\n`);
    const { stop: stopHttp } = http;
    return {
      url,
      dataDir,
      adminToken: settings.adminToken,
      demoOperator,
      paymentProvider: settings.paymentProvider,
      isOtherPort: settings.port !== 0 && port !== settings.port,
      failed: failed.promise,
      async stop() {
        await stopHttp();
        await running.stop();
        await payments.stop();
        rmSync(note, { force: true });
      },
    };
  } catch (error) {
    await http?.stop();
    await running.stop();
    throw error;
  }
}

function stderrLogger(level: Settings['logLevel']): Logger {
  return pino({ level }, pino.destination({ dest: 2, sync: true }));
}

async function listen({ app }: HttpServer, { host, port, isDemo }: Settings): Promise<number> {
  const triesMax = isDemo && port !== 0 ? otherPortsMax : 1;
  for (let attempt = 0; attempt < triesMax; attempt += 1) {
    try {
      await app.listen({ host, port: port + attempt });
      const address = app.server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    }
  }
  const last = port + triesMax - 1;
  const detail =
    last === port ? `${port} on ${host}; name another with PENSTOCK_PORT.` : `${port} to ${last} on ${host}.`;
  throw failure('PORT_TAKEN', { detail });
}
