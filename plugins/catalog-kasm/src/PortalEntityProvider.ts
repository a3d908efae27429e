import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/**
 * What the plugin set brings itself: the Create template and the runbook. An adopter needs no
 * `catalog.locations` for them.
 */
export class PortalEntityProvider implements EntityProvider {
  constructor(private readonly entities: Entity[]) {}

  getProviderName(): string {
    return 'kasm-portal';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await connection.applyMutation({
      type: 'full',
      entities: this.entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
