import type { StoredObject } from '../../apiserver/ClusterStore';
import type { Router } from './Router';

const ANYWHERE = '*';

/** Routers by the hosts that they name, so that a request looks at few of them. */
export class RouterTable {
  private readonly byObject = new Map<string, Router[]>();
  private readonly byHost = new Map<string, Set<Router>>();

  /** Takes what an object's routers are now. */
  put(object: StoredObject, routers: Router[]): void {
    this.remove(object);
    this.byObject.set(object.metadata.uid, routers);
    for (const router of routers) {
      for (const host of hostsOf(router)) {
        const there = this.byHost.get(host) ?? new Set();
        this.byHost.set(host, there.add(router));
      }
    }
  }

  remove({ metadata }: StoredObject): void {
    for (const router of this.byObject.get(metadata.uid) ?? []) {
      for (const host of hostsOf(router)) {
        const there = this.byHost.get(host);
        there?.delete(router);
        if (there?.size === 0) {
          this.byHost.delete(host);
        }
      }
    }
    this.byObject.delete(metadata.uid);
  }

  /** Those that may be meant by a request for a host, the most important first. */
  for(host: string): Router[] {
    const named = this.byHost.get(host) ?? [];
    const anywhere = this.byHost.get(ANYWHERE) ?? [];
    return [...new Set([...named, ...anywhere])].sort(
      (a, b) => b.priority - a.priority,
    );
  }

  all(): Router[] {
    return [...this.byObject.values()].flat();
  }
}

/** A rule that names a host may still be meant for others: `Host(…) || PathPrefix(…)`. */
function hostsOf({ rule }: Router): string[] {
  return rule.isOfItsHosts ? [...new Set(rule.hosts)] : [ANYWHERE];
}
