import type {
  DeploymentListItem,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type { DeploymentFacts } from '../observation/Observation';

/** A judged document as it is served. */
export interface StoredStatus {
  document: StatusDocument;
  /** Quoted revision, as HTTP wants it. */
  etag: string;
  item: DeploymentListItem;
}

/**
 * The newest status of every deployment.
 *
 * @internal
 */
export class StatusStore {
  private readonly stored = new Map<string, StoredStatus>();
  /** Refs in order; thousands are not sorted with every question. */
  private ordered: string[] | undefined;

  /** Returns whether the revision is another than before. */
  put(ref: string, facts: DeploymentFacts, document: StatusDocument): boolean {
    const before = this.stored.get(ref);
    const item = listItem(facts, document);
    if (before?.document.revision === document.revision) {
      // The list tells of more than the document does: the system, for the catalog.
      before.item = item;
      return false;
    }
    if (!before) {
      this.ordered = undefined;
    }
    this.stored.set(ref, {
      document,
      etag: `"${document.revision}"`,
      item,
    });
    return true;
  }

  get(ref: string): StoredStatus | undefined {
    return this.stored.get(ref);
  }

  /** Ordered by ref. */
  all(): StoredStatus[] {
    this.ordered ??= [...this.stored.keys()].sort();
    return this.ordered.flatMap(ref => this.stored.get(ref) ?? []);
  }

  delete(ref: string): void {
    this.stored.delete(ref);
    this.ordered = undefined;
  }
}

function listItem(
  facts: DeploymentFacts,
  { deployment, health, summary, revision }: StatusDocument,
): DeploymentListItem {
  return {
    ref: deployment.ref,
    cluster: facts.cluster,
    name: facts.name,
    title: facts.title,
    state: facts.state,
    owner: facts.owner,
    host: facts.host,
    url: deployment.url,
    system: facts.system,
    databaseCluster: facts.databaseCluster,
    agentCluster: facts.agentCluster,
    health,
    summary,
    revision,
  };
}
