import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import type { ClusterViews, Interest, Scope } from '../sources/ClusterViews';
import type { Watched } from '../sources/Watched';

/** A cluster of which everything was read, but for the kinds that the portal may not see. */
export function viewsOf(
  objects: KubeObject[],
  hidden: string[] = [],
): ClusterViews {
  return {
    view(watched: Watched<unknown>, scope: Scope, interest: Interest<unknown>) {
      const { kind } = watched.resource;
      const name = /^metadata\.name=(.+)$/.exec(scope.fieldSelector ?? '')?.[1];
      const seen = hidden.includes(kind)
        ? []
        : objects.filter(
            ({ kind: of, metadata }) =>
              of === kind &&
              metadata.namespace === scope.namespace &&
              (name === undefined || metadata.name === name),
          );
      const isSeen = !hidden.includes(kind);
      return {
        state: {
          state: isSeen ? 'ok' : 'forbidden',
          since: '2026-11-22T12:00:00Z',
        },
        wasRead: isSeen,
        looked: true,
        items: () =>
          seen
            .map(object => watched.project(object))
            .filter(item => interest.relevant(item)),
        release: () => {},
      };
    },
  } as unknown as ClusterViews;
}
