import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { buyerBodyBytesMax } from '@penstock/contract';
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import type { Logger } from 'pino';
import type { Passwords } from '../auth/passwords.ts';
import { createPasswords } from '../auth/passwords.ts';
import type { AskCounts } from '../live/ask-counts.ts';
import { createAskCounts } from '../live/ask-counts.ts';
import { startAskKeeper } from '../live/ask-keeper.ts';
import type { Settings } from '../settings.ts';
import type { Engine } from '../wiring/engine.ts';
import type { Payments } from '../wiring/payments.ts';
import { createAskRoute } from './ask.ts';
import type { Handlers } from './call.ts';
import { answerClientError } from './client-errors.ts';
import { compilersFactory } from './compilers.ts';
import type { DeliverySource } from './delivery-metrics.ts';
import { answerError } from './errors.ts';
import type { EventStreams } from './event-streams.ts';
import { createEventStreams } from './event-streams.ts';
import { adminSalesHandlers } from './handlers/admin-sales.ts';
import { askEarly, askHandlers } from './handlers/ask.ts';
import { booksHandlers } from './handlers/books.ts';
import { classicHandlers } from './handlers/classic.ts';
import { demoHandlers } from './handlers/demo.ts';
import { documentsHandlers } from './handlers/documents.ts';
import { healthHandlers } from './handlers/health.ts';
import { liveHandlers } from './handlers/live.ts';
import { operatorSessionHandlers } from './handlers/operator-session.ts';
import { operatorsHandlers } from './handlers/operators.ts';
import { ordersHandlers } from './handlers/orders.ts';
import { paymentsHandlers } from './handlers/payments.ts';
import { preflightHandlers } from './handlers/preflight.ts';
import { reportHandlers } from './handlers/report.ts';
import { salesHandlers } from './handlers/sales.ts';
import { sandboxHandlers } from './handlers/sandbox.ts';
import { sessionHandlers } from './handlers/session.ts';
import { shopHandlers } from './handlers/shop.ts';
import { stockHandlers } from './handlers/stock.ts';
import { storiesHandlers } from './handlers/stories.ts';
import { timeHandlers } from './handlers/time.ts';
import { webhooksHandlers } from './handlers/webhooks.ts';
import type { Identities } from './identities.ts';
import { createIdentities } from './identities.ts';
import type { LeavingHttp } from './leave-http.ts';
import { createLeavingHttp } from './leave-http.ts';
import {
  headerBytesMax,
  headerCountMax,
  headersTimeoutMs,
  keepAliveTimeoutMs,
  requestTimeoutMs,
  slowCallerCheckMs,
  sseStreamsMax,
} from './limits.ts';
import type { HttpMetrics } from './metrics.ts';
import { createHttpMetrics } from './metrics.ts';
import { createNotFound } from './not-found.ts';
import { openApiDocument, registerOpenApi } from './openapi.ts';
import type { RateLimit } from './rate-limit.ts';
import { createRateLimit } from './rate-limit.ts';
import { readBodies } from './read-body.ts';
import { registerRoutes } from './register-routes.ts';
import type { RequestIds } from './request-id.ts';
import { createRequestIds } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessionWatch } from './session-watch.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { createSignInLimits } from './sign-in-limits.ts';
import { stopServer } from './stop-server.ts';
import { registerWebPages } from './web-pages.ts';

export type HttpSettings = Pick<
  Settings,
  | 'isDemo'
  | 'dataDir'
  | 'secret'
  | 'adminToken'
  | 'buyerSecret'
  | 'buyerJwksUrl'
  | 'buyerAudience'
  | 'loginUrl'
  | 'asksPerSecond'
  | 'trustedProxies'
>;

export type HttpParts = {
  readonly engine: Engine;
  readonly payments: Pick<Payments, 'provider' | 'faultOf' | 'sandbox'>;
  readonly settings: HttpSettings;
  readonly logger: Logger;
  /** Streams of events at a time, where the usual number does not fit. */
  readonly streamsMax?: number;
  /** How passwords are hashed, where what that costs is not for the test that asks. */
  readonly passwords?: Passwords;
};

export type HttpServer = {
  /** The framework, for what is added to it (pages) before it listens, and for its address. */
  readonly app: FastifyInstance;
  /** Makes readiness fail, ends the streams, answers what is under way, and closes. */
  stop(): Promise<void>;
};

/** Everything that a request meets, made once. */
type Context = HttpParts &
  Identities & {
    readonly passwords: Passwords;
    readonly signInLimits: SignInLimits;
    readonly leaving: LeavingHttp;
    readonly streams: EventStreams;
    readonly askCounts: AskCounts;
    readonly metrics: HttpMetrics;
    readonly requestIds: RequestIds;
    readonly tooOften: RateLimit;
    readonly state: { isStopping: boolean };
  };

/** The name of the only node of a system that is one process. */
const nodeName = 'api';

const neverTooOften: RateLimit = () => undefined;

/** Makes the HTTP side of a node. The caller lets `app` listen. */
export async function createHttpServer(parts: HttpParts): Promise<HttpServer> {
  const { engine, settings, streamsMax = sseStreamsMax, passwords = createPasswords() } = parts;
  const leaving = createLeavingHttp();
  const streams = createEventStreams({
    streamsMax,
    nowMs: () => engine.view.nowMs(),
    sessions: createSessionWatch(engine.ledger),
    socketOf: leaving.socketOf,
  });
  const askCounts = createAskCounts({
    isSale: (saleId) => engine.catalog.published(saleId) !== undefined,
    startedMs: engine.clock.nowMs(),
    records: await engine.ledger.resumeAsks(nodeName),
  });
  const keeper = startAskKeeper({ ledger: engine.ledger, counts: askCounts, node: nodeName });
  const context: Context = {
    ...parts,
    leaving,
    streams,
    askCounts,
    metrics: createHttpMetrics({ streams: () => streams.size(), askCounts, deliveries: deliveriesOf(engine) }),
    requestIds: createRequestIds(),
    tooOften: settings.asksPerSecond === undefined ? neverTooOften : createRateLimit(settings.asksPerSecond),
    ...(await createIdentities({ engine, settings })),
    passwords,
    signInLimits: createSignInLimits(),
    state: { isStopping: false },
  };
  const app = await createApp(context);
  return {
    app,
    async stop() {
      context.state.isStopping = true;
      streams.close();
      await stopServer(app.server, () => app.close());
      await keeper.stop();
    },
  };
}

function deliveriesOf({ ledger, shop }: Engine): DeliverySource {
  return { numbers: ledger.deliveryNumbers, tries: () => shop.state().tries, nowMs: ledger.nowMs };
}

async function createApp(context: Context): Promise<FastifyInstance> {
  const { engine, logger, metrics, askCounts, requestIds } = context;
  const ask = createAskRoute({
    engine,
    buyerOf: context.authorizers.buyer,
    tooOften: context.tooOften,
    asksOf: askCounts.of,
    observe: metrics.observeAsk,
    nextRequestId: requestIds.next,
  });
  const app = Fastify({
    loggerInstance: logger,
    // The hot route is not logged either: what happens is counted, and only what breaks is written down.
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    genReqId: (request) => requestIds.of(request as IncomingMessage),
    bodyLimit: buyerBodyBytesMax,
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (_error, request, reply) => void createNotFound([])(request, reply),
    schemaController: { compilersFactory },
    serverFactory: (handler) => bareServer(context, ask, handler),
  }) as unknown as FastifyInstance;
  const parseJson = readBodies(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...securityHeaders, 'x-request-id': request.id });
  });
  app.addHook('onResponse', async (request, reply) => {
    const routeId = request.routeOptions.config.routeId ?? 'none';
    metrics.countCall({ routeId, status: reply.statusCode, tookMs: reply.elapsedTime });
  });
  app.setErrorHandler(answerError);
  await registerOpenApi(app);
  const early = { askForUnit: askEarly(ask) };
  const { authorizers, payments } = context;
  const handlers = handlersOf(context, app);
  const served = registerRoutes(app, { handlers, early, authorizers, faultOf: payments.faultOf, parseJson });
  await registerWebPages(app);
  app.setNotFoundHandler(createNotFound(served));
  await app.ready();
  return app;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The server under the framework: asking for a unit is answered here, everything else is handed on. */
function bareServer({ state, leaving }: Context, ask: ReturnType<typeof createAskRoute>, handOn: Listener): Server {
  const limits = {
    maxHeaderSize: headerBytesMax,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: slowCallerCheckMs,
    // No other protocol is spoken here: who proposes one is answered in HTTP.
    shouldUpgradeCallback: () => false,
  };
  const server = createServer(limits, (request, response) => {
    if (state.isStopping) response.setHeader('connection', 'close');
    if (ask(request, response)) return;
    if (isStreamPath(request)) leaving.offer(request, response);
    handOn(request, response);
  });
  leaving.listen(server);
  server.maxHeadersCount = headerCountMax;
  return server;
}

const streamPath = /^[^?]*\/events(\?|$)/;

function isStreamPath({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && streamPath.test(url);
}

function handlersOf(context: Context, app: FastifyInstance): Handlers {
  const { engine, payments, settings, state, metrics } = context;
  const { isDemo, buyerSecret, buyerAudience } = settings;
  return {
    ...timeHandlers(engine),
    ...salesHandlers(context),
    ...askHandlers,
    ...ordersHandlers(context),
    ...paymentsHandlers(context),
    ...(payments.sandbox !== undefined && sandboxHandlers(payments.sandbox)),
    ...adminSalesHandlers({ engine, dataDir: settings.dataDir }),
    ...preflightHandlers({ engine, dataDir: settings.dataDir }),
    ...stockHandlers(context),
    ...sessionHandlers(context),
    ...operatorSessionHandlers(context),
    ...operatorsHandlers(context),
    ...booksHandlers(context),
    ...storiesHandlers(context),
    ...liveHandlers(context),
    ...reportHandlers(context),
    ...webhooksHandlers(context),
    ...classicHandlers(context),
    ...healthHandlers({ engine, metrics, isStopping: () => state.isStopping }),
    ...shopHandlers(settings),
    ...documentsHandlers({ openApi: () => openApiDocument(app) }),
    ...(isDemo && buyerSecret !== undefined && demoHandlers({ engine, buyerSecret, buyerAudience })),
  };
}
