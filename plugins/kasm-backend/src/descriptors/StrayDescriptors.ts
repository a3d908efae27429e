import type { LoggerService } from '@backstage/backend-plugin-api';
import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import {
  type KubeClient,
  resources,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** Milliseconds between two looks. */
const PAUSE = 600_000;
/** More than these are not counted: somebody is flooding. */
const MOST = 500;

/**
 * Counts what looks like a descriptor and is none, because it is not in the system namespace: anybody
 * who may write there could turn the portal's eyes where he likes. The shipped role does not let the
 * reader list ConfigMaps of other namespaces, and then nothing is asked and nothing counted.
 *
 * @internal
 */
export class StrayDescriptors {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private seen: number | undefined;

  constructor(
    private readonly options: {
      client: KubeClient;
      systemNamespace: string;
      logger: LoggerService;
    },
  ) {}

  /** Undefined while nobody may count them. */
  get count(): number | undefined {
    return this.seen;
  }

  start(): void {
    this.look();
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    const found = await this.find().catch(() => undefined);
    if (this.stopping.signal.aborted) {
      return;
    }
    this.timer = setTimeout(() => this.look(), PAUSE);
    this.timer.unref?.();
    if (found?.length !== this.seen) {
      this.seen = found?.length;
      if (found?.length) {
        const { client, systemNamespace } = this.options;
        this.options.logger.warn(
          `${client.cluster}: ${
            found.length
          } ConfigMaps with the label ${DEPLOYMENT_LABEL} are not in ${systemNamespace} and are ignored: ${found
            .slice(0, 5)
            .join(', ')}`,
        );
      }
    }
  }

  /** Where they are; undefined when the portal may not know. */
  private async find(): Promise<string[] | undefined> {
    const { client, systemNamespace } = this.options;
    const { signal } = this.stopping;
    const may = await client.canI(
      { verb: 'list', group: '', resource: 'configmaps' },
      { signal },
    );
    if (!may) {
      return undefined;
    }
    const { items } = await client.list(resources.configMaps, {
      labelSelector: DEPLOYMENT_LABEL,
      limit: MOST,
      signal,
    });
    return items
      .filter(({ metadata }) => metadata.namespace !== systemNamespace)
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
      .sort();
  }
}
