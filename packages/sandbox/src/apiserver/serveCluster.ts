import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Access } from './access/Access';
import type { TokenUser } from './access/authorize';
import { fillTokenSecrets } from './access/fillTokenSecrets';
import { handleRequest } from './http/handleRequest';
import { OpenConnections } from './http/OpenConnections';
import type { PodPorts } from './http/podProxy';
import type { ServedStore } from './store/ServedStore';
import { isWatch } from './weather/refuse';
import type { Weather } from './weather/Weather';
import { weatherAnswer } from './weather/weatherAnswer';

/** What `serveCluster` needs. */
export interface ServeOptions {
  store: ServedStore;
  /** PEM of the server's key and certificate. */
  tls: { key: string; cert: string };
  users: TokenUser[];
  /** PEM of the CA that signed the certificate; goes with the tokens of ServiceAccounts. */
  ca?: string;
  /** What listens in the cluster's pods, for their proxy; nothing when absent. */
  podPorts?: PodPorts;
  /** Port on 127.0.0.1; 0, the default, picks a free one. */
  port?: number;
}

/** A running API server. */
export interface ServedCluster {
  /** `https://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  readonly weather: Weather;
  /** Requests that have come in and are not answered to the end, open watches among them. */
  readonly pending: number;
  /**
   * Changes the weather. The promise is kept once the port is closed or open as the weather wants;
   * everything else applies at once.
   */
  setWeather(weather: Weather): Promise<void>;
  /**
   * From now on a known token is only taken with `tokenSuffix` behind it, as after the tokens of a
   * cluster have been replaced; whoever comes with an older one is answered 401.
   */
  renewTokens(): void;
  /** Empty until tokens were renewed. */
  readonly tokenSuffix: string;
  /** Breaks every connection and comes back with lower resourceVersions, as from a backup of etcd. */
  restart(): void;
  /** Ends every connection and closes the port. */
  close(): Promise<void>;
}

/** Weather in which a server has ended the watches that it had. */
const ENDS_WATCHES = new Set<Weather>([
  'unauthorized',
  'forbidden',
  'not-found',
  'gone',
  'gone-http',
  'busy',
  'broken',
]);

/** Serves a store as a Kubernetes API over HTTPS on loopback. */
export async function serveCluster(
  options: ServeOptions,
): Promise<ServedCluster> {
  const { store, tls, users } = options;
  const access = new Access(store, users);
  const stopTokens = fillTokenSecrets(store, access.tokens, options.ca);
  const connections = new OpenConnections();
  let weather: Weather = 'fair';
  let port = options.port ?? 0;
  let tokenSuffix = '';
  let renewals = 0;

  const server = createServer(tls, (request, response) => {
    connections.answering(response);
    const query = new URLSearchParams(request.url?.split('?')[1]);
    weatherAnswer(response, isWatch(query), () => weather);
    forgetOldToken(request, tokenSuffix);
    if (weather !== 'hang') {
      handleRequest(
        { store, access, weather, podPorts: options.podPorts },
        request,
        response,
      );
    }
  });
  // Watches are silent for long, and clients decide how long they wait.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket: Socket) => connections.opened(socket));
  server.on('secureConnection', socket => socket.setNoDelay(true));
  server.on('tlsClientError', (_error, socket) => socket.destroy());

  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  const shut = () =>
    new Promise<void>(resolve => {
      if (server.listening) {
        server.close(() => resolve());
      } else {
        resolve();
      }
      connections.destroyAll();
    });

  await listen();
  // One change of the port at a time, in the order they were asked for.
  let settled: Promise<void> = Promise.resolve();
  let closed = false;

  return {
    get url() {
      return `https://127.0.0.1:${port}`;
    },
    get port() {
      return port;
    },
    get weather() {
      return weather;
    },
    get pending() {
      return connections.pending;
    },
    get tokenSuffix() {
      return tokenSuffix;
    },
    renewTokens() {
      renewals += 1;
      tokenSuffix = `-${renewals}`;
      connections.endAnswers();
    },
    restart() {
      store.restoreBackup();
      connections.destroyAll();
    },
    setWeather(next) {
      const before = weather;
      weather = next;
      if (next === 'hang') {
        connections.muffleAnswers();
      } else if (before === 'hang') {
        // Whoever waits would wait for ever; a server that comes back has lost its connections.
        connections.destroyAll();
      } else if (ENDS_WATCHES.has(next)) {
        connections.endAnswers();
      }
      settled = settled.then(async () => {
        if (closed) {
          return;
        }
        if (next === 'refuse') {
          await shut();
        } else if (!server.listening) {
          await listen();
        }
      });
      return settled;
    },
    async close() {
      closed = true;
      stopTokens();
      settled = settled.then(shut);
      await settled;
    },
  };
}

/** Leaves a request the token that it would have had before tokens were renewed, or a useless one. */
function forgetOldToken(request: IncomingMessage, suffix: string): void {
  const { authorization } = request.headers;
  if (authorization && suffix) {
    request.headers.authorization = authorization.endsWith(suffix)
      ? authorization.slice(0, -suffix.length)
      : 'Bearer outdated';
  }
}
