import { InputError } from '@backstage/errors';
import type { DnsAnswer } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  allowsDomain,
  systemResolve,
  type ClusterConfig,
  type Resolve,
} from '@kasm-portal/backstage-plugin-kasm-node';
import { tooMany } from './refusals';

/** Milliseconds for one answer; a person is typing. */
const DEADLINE = 3_000;

/** The resolver runs on the few threads that files are read with too, deadline or not. */
const MAX_RUNNING = 2;

/**
 * Asks the portal's resolver for hosts within a cluster's domains. Connects to nothing.
 *
 * @internal
 */
export class HostLookups {
  private readonly running = new Map<string, Promise<string[]>>();

  constructor(
    private readonly options: { resolve?: Resolve; deadline?: number } = {},
  ) {}

  /** @throws InputError when the host is not within the cluster's domains */
  async ask(
    cluster: Pick<ClusterConfig, 'name' | 'domains' | 'ingress'>,
    host: string,
  ): Promise<DnsAnswer> {
    if (!allowsDomain(cluster, host)) {
      throw new InputError(
        `"${host}" is not within the domains of cluster ${cluster.name}: ${
          cluster.domains.join(', ') || '(none is configured)'
        }`,
      );
    }
    const { ingress } = cluster;
    const expected =
      ingress.addresses ?? (ingress.address ? [ingress.address] : []);
    let addresses: string[];
    try {
      addresses = await this.within(this.resolve(host), host);
    } catch (error) {
      const { statusCode, message } = error as Error & { statusCode?: number };
      if (statusCode) {
        throw error;
      }
      return { host, addresses: [], expected, problem: message };
    }
    const known = expected.length > 0 && addresses.length > 0;
    const matches = addresses.every(address => expected.includes(address));
    return {
      host,
      addresses,
      expected,
      ...(known && { matches }),
      ...(addresses.length === 0 && { problem: `${host} has no address` }),
      ...(known &&
        !matches && {
          problem: `${host} points at ${addresses.join(
            ', ',
          )}, not at the ingress (${expected.join(', ')})`,
        }),
    };
  }

  /** One lookup per host at a time, however many ask; and few at all. */
  private resolve(host: string): Promise<string[]> {
    const running = this.running.get(host);
    if (running) {
      return running;
    }
    if (this.running.size >= MAX_RUNNING) {
      throw tooMany(1);
    }
    const { resolve = systemResolve } = this.options;
    const lookedUp = resolve(host).finally(() => this.running.delete(host));
    this.running.set(host, lookedUp);
    // Who asked may have given up by then.
    lookedUp.catch(() => undefined);
    return lookedUp;
  }

  /** Errors are what people read. */
  private async within(
    addresses: Promise<string[]>,
    host: string,
  ): Promise<string[]> {
    const { deadline = DEADLINE } = this.options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Error(
              `The portal's resolver did not answer for ${host} within ${
                deadline / 1000
              } s`,
            ),
          ),
        deadline,
      );
    });
    try {
      return await Promise.race([
        addresses.catch(error => {
          throw new Error(
            /^(ENOTFOUND|ENODATA|EAI_NONAME)$/.test(error.code)
              ? `There is no DNS record for ${host} yet`
              : `The portal's resolver could not look up ${host} (${
                  error.code ?? 'failed'
                })`,
          );
        }),
        late,
      ]);
    } finally {
      clearTimeout(timer);
    }
  }
}
