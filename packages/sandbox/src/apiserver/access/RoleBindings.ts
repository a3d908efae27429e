import type { StoredObject } from '../ClusterStore';
import type { ServedStore } from '../store/ServedStore';
import type { User } from './authorize';
import { serviceAccountOf } from './serviceAccount';

/** One subject of a binding. */
export interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

/** A binding that gives something to a user, and as whom it does. */
export interface AppliedBinding {
  binding: StoredObject;
  subject: Subject;
}

type ByName = Map<string, AppliedBinding>;

/** Where bindings of the whole cluster are kept among those of namespaces. */
const CLUSTER = '';

function keyOf(subject: Subject, namespace: string | undefined): string {
  return subject.kind === 'ServiceAccount'
    ? `ServiceAccount ${subject.namespace ?? namespace ?? ''}/${subject.name}`
    : `${subject.kind} ${subject.name}`;
}

/** Bindings by whom they are for, so that a request looks at its own user's only. */
export class RoleBindings {
  private readonly bySubject = new Map<string, Map<string, ByName>>();

  constructor(store: ServedStore) {
    for (const plural of ['clusterrolebindings', 'rolebindings']) {
      const resource = `${plural}.rbac.authorization.k8s.io`;
      const kind = store.registry.kind(resource);
      store.objects(kind).forEach(object => this.add(object));
      store.onChange(kind, ({ type, object, previous }) => {
        if (previous) {
          this.drop(previous);
        }
        if (type !== 'DELETED') {
          this.add(object);
        }
      });
    }
  }

  /** Those of the whole cluster first, then those of the namespace. */
  *of(user: User, namespace: string | undefined): Generator<AppliedBinding> {
    const account = serviceAccountOf(user.name);
    const keys = [
      `User ${user.name}`,
      ...(account
        ? [`ServiceAccount ${account.namespace}/${account.name}`]
        : []),
      ...user.groups.map(group => `Group ${group}`),
    ];
    for (const place of namespace ? [CLUSTER, namespace] : [CLUSTER]) {
      for (const key of keys) {
        yield* this.bySubject.get(key)?.get(place)?.values() ?? [];
      }
    }
  }

  private add(binding: StoredObject): void {
    const { namespace, name } = binding.metadata;
    for (const subject of (binding.subjects ?? []) as Subject[]) {
      const key = keyOf(subject, namespace);
      const places = this.bySubject.get(key) ?? new Map<string, ByName>();
      const found: ByName = places.get(namespace ?? CLUSTER) ?? new Map();
      found.set(name, { binding, subject });
      places.set(namespace ?? CLUSTER, found);
      this.bySubject.set(key, places);
    }
  }

  private drop(binding: StoredObject): void {
    const { namespace, name } = binding.metadata;
    for (const subject of (binding.subjects ?? []) as Subject[]) {
      const key = keyOf(subject, namespace);
      const places = this.bySubject.get(key);
      const found = places?.get(namespace ?? CLUSTER);
      found?.delete(name);
      if (found?.size === 0) {
        places!.delete(namespace ?? CLUSTER);
      }
      if (places?.size === 0) {
        this.bySubject.delete(key);
      }
    }
  }
}
