import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { DeploymentList } from '@kasm-portal/backstage-plugin-kasm-common';
import { clusterLocation, deploymentEntities } from './deploymentEntities';

/** Another replica may have said something else since, so even the same is said again now and then. */
const REPEAT_AFTER = 5 * 60_000;

/**
 * The deployments of one cluster. One provider per cluster, so that a cluster that cannot be seen
 * keeps its entities while the others go on.
 */
export class DeploymentEntityProvider implements EntityProvider {
  #connection?: EntityProviderConnection;
  /** What was last said to the catalog; saying the same again would cost it work. */
  #said?: { text: string; at: number };

  constructor(
    private readonly cluster: string,
    private readonly logger: LoggerService,
  ) {}

  getProviderName(): string {
    return clusterLocation(this.cluster);
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** Takes over what the backend knows; does nothing while it does not know this cluster. */
  async refresh(list: DeploymentList): Promise<void> {
    const source = list.clusters[this.cluster];
    // A blind moment must not delete entities: `empty` was seen, everything else was not.
    if (source?.state !== 'ok' && source?.state !== 'empty') {
      return;
    }
    const entities = list.items
      .filter(item => item.cluster === this.cluster)
      .flatMap(deploymentEntities);
    const saying = JSON.stringify(entities);
    if (!this.#connection || this.#saidLately(saying)) {
      return;
    }
    await this.#connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
    this.#said = { text: saying, at: Date.now() };
    this.logger.info(
      `${this.cluster}: ${entities.length} catalog entities from Kasm deployments`,
    );
  }

  #saidLately(text: string): boolean {
    return (
      this.#said?.text === text && Date.now() - this.#said.at < REPEAT_AFTER
    );
  }
}
