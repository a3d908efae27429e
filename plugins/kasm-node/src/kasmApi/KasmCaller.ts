import type {
  ClusterConfig,
  KasmApiConfig,
  KasmApiKey,
} from '../clusters/KasmConfig';
import { clusterText } from '../foreignText/clusterText';
import type { KasmCallOptions } from './KasmApi';
import { KasmApiError, type KasmApiErrorKind } from './KasmApiError';
import { kasmCall, type KasmCall } from './kasmCalls';
import { parseReply } from './parseReply';
import { postToKasm, type KasmReply } from './postToKasm';

const DEADLINE = 10_000;

/** Calls that are not documented are on the pages' own paths in some releases. */
const PATHS = ['public', 'admin'] as const;

/** Makes calls of one deployment's API. */
export class KasmCaller {
  /** Which path a call was found at. */
  private readonly found = new Map<KasmCall, (typeof PATHS)[number]>();
  private readonly closing = new AbortController();

  constructor(
    private readonly config: KasmApiConfig,
    private readonly cluster: ClusterConfig,
  ) {}

  /** @throws KasmApiError */
  async call(
    name: KasmCall,
    body: object,
    options: KasmCallOptions = {},
  ): Promise<Record<string, unknown>> {
    const { changes } = kasmCall(name);
    const key = changes ? this.config.manageAgents : this.config.read;
    if (!key) {
      throw this.failure(
        name,
        'notPermitted',
        'no key that may change agents is configured (kasm.kasmApis[].manageAgents)',
      );
    }
    const deadline = AbortSignal.timeout(options.deadline ?? DEADLINE);
    const signal = AbortSignal.any([
      deadline,
      this.closing.signal,
      ...(options.signal ? [options.signal] : []),
    ]);
    const known = this.found.get(name);
    for (const path of known ? [known] : PATHS) {
      const reply = await this.post(name, path, key, body, {
        signal,
        deadline,
      });
      if (!isUnknown(reply)) {
        const answer = this.read(name, reply);
        this.found.set(name, path);
        return answer;
      }
    }
    throw this.failure(name, 'notFound', 'this Kasm does not know the call');
  }

  close(): void {
    this.closing.abort();
  }

  private async post(
    name: KasmCall,
    path: string,
    key: KasmApiKey,
    body: object,
    { signal, deadline }: { signal: AbortSignal; deadline: AbortSignal },
  ): Promise<KasmReply> {
    try {
      signal.throwIfAborted();
      return await postToKasm(
        this.config.host,
        this.cluster.ingress,
        `/api/${path}/${name}`,
        JSON.stringify({
          ...body,
          api_key: key.key,
          api_key_secret: key.secret,
        }),
        signal,
      );
    } catch (error) {
      if (deadline.aborted) {
        throw this.failure(name, 'timeout', 'there was no answer in time');
      }
      if (signal.aborted) {
        throw this.failure(name, 'aborted', 'the call was aborted');
      }
      if (error instanceof KasmApiError) {
        throw this.failure(name, error.kind, error.message);
      }
      const { code } = error as NodeJS.ErrnoException;
      throw this.failure(
        name,
        'unreachable',
        `${this.config.host} cannot be reached over trusted TLS (${
          code ?? 'failed'
        })`,
      );
    }
  }

  private read(name: KasmCall, reply: KasmReply): Record<string, unknown> {
    const { status } = reply;
    const answer = parseReply(reply.body);
    const said = this.withoutKeys(clusterText(answer?.error_message, 200));
    if (status === 401 || status === 403) {
      throw this.failure(
        name,
        'notPermitted',
        `the configured key is not accepted or lacks the permission ${
          kasmCall(name).permission
        }`,
      );
    }
    if (status !== 200 || !answer) {
      throw this.failure(
        name,
        'server',
        `Kasm answered ${status}${
          answer
            ? said && `: ${said}`
            : ' with something that is not an answer of its API'
        }`,
      );
    }
    if (answer.error_message !== undefined && answer.error_message !== null) {
      throw this.failure(
        name,
        'refused',
        `Kasm refused it: ${said ?? 'no reason given'}`,
      );
    }
    return answer;
  }

  private failure(
    name: KasmCall,
    kind: KasmApiErrorKind,
    why: string,
  ): KasmApiError {
    return new KasmApiError(
      kind,
      `Kasm API of ${this.config.deployment}: ${name}: ${why}`,
    );
  }

  /** A server may send back what it was sent. */
  private withoutKeys(text: string | undefined): string | undefined {
    const { read, manageAgents } = this.config;
    return [read, manageAgents]
      .flatMap(key => (key ? [key.secret, key.key] : []))
      .flatMap(value => [
        value,
        Buffer.from(value).toString('base64').replace(/=+$/, ''),
      ])
      .reduce<string | undefined>(
        (left, value) => left?.replaceAll(value, '(key)'),
        text,
      );
  }
}

/** The web server gives its page, or 404, for what Kasm does not know. */
function isUnknown({ status, isJson, body }: KasmReply): boolean {
  return status === 404 || (status === 200 && !isJson && /^\s*</.test(body));
}
