import type {
  ClusterConfig,
  KasmApiConfig,
  KasmApiKey,
} from '../clusters/KasmConfig';
import { clusterText } from '../foreignText/clusterText';
import type { KasmCallOptions } from './KasmApi';
import { KasmApiError, type KasmApiErrorKind } from './KasmApiError';
import { callForms, callRequest, type CallForm } from './callForms';
import { kasmCall, type KasmCall } from './kasmCalls';
import { KasmConnection, type KasmReply } from './KasmConnection';
import type { KasmTrust } from './KasmTrust';
import { parseReply } from './parseReply';

const DEADLINE = 10_000;

/** Makes calls of one deployment's API. */
export class KasmCaller {
  /** In which form a call was found. */
  private readonly found = new Map<KasmCall, CallForm>();
  private readonly closing = new AbortController();
  private readonly connection: KasmConnection;

  constructor(
    private readonly config: KasmApiConfig,
    cluster: ClusterConfig,
    trust: KasmTrust,
  ) {
    this.connection = new KasmConnection(config.host, cluster.ingress, trust);
  }

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
    for (const form of known ? [known] : callForms(name, this.config)) {
      const { reply, used } = await this.ask(name, form, key, body, {
        signal,
        deadline,
      });
      if (!isUnknown(reply)) {
        const answer = this.read(name, reply);
        this.found.set(name, used);
        return answer;
      }
    }
    this.found.delete(name);
    throw known
      ? this.failure(name, 'server', 'Kasm answered with a page')
      : this.failure(name, 'notFound', 'this Kasm does not know the call');
  }

  close(): void {
    this.closing.abort();
    this.connection.close();
  }

  /** Once more with the key in the header, where the server asks for it there. */
  private async ask(
    name: KasmCall,
    form: CallForm,
    key: KasmApiKey,
    body: object,
    signals: { signal: AbortSignal; deadline: AbortSignal },
  ): Promise<{ reply: KasmReply; used: CallForm }> {
    const reply = await this.send(name, form, key, body, signals);
    if (reply.status !== 401 || !reply.wantsBasic || form.key === 'header') {
      return { reply, used: form };
    }
    const used: CallForm = { ...form, key: 'header' };
    return { reply: await this.send(name, used, key, body, signals), used };
  }

  private async send(
    name: KasmCall,
    form: CallForm,
    key: KasmApiKey,
    body: object,
    { signal, deadline }: { signal: AbortSignal; deadline: AbortSignal },
  ): Promise<KasmReply> {
    const asked = callRequest(form, body, key);
    try {
      signal.throwIfAborted();
      return await this.connection.send(asked, signal);
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
        status,
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
    status?: number,
  ): KasmApiError {
    return new KasmApiError(
      kind,
      `Kasm API of ${this.config.deployment}: ${name}: ${why}`,
      status,
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
