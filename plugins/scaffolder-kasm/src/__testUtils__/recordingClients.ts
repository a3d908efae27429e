import type {
  KubeClient,
  KubeClients,
  KubeObject,
  KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';

/** One object as it was sent. */
export interface Sent {
  verb: 'create' | 'apply' | 'delete';
  resource: KubeResource;
  name: string;
  namespace?: string;
  object?: KubeObject;
}

/** Clients that also remember what they were given to store; dry runs are not stored. */
export function recordingClients(clients: KubeClients): {
  clients: KubeClients;
  sent: Sent[];
} {
  const sent: Sent[] = [];
  const record = (client: KubeClient): KubeClient =>
    new Proxy(client, {
      get(target, property, receiver) {
        const original = Reflect.get(target, property, receiver);
        if (property === 'create' || property === 'apply') {
          return (
            resource: KubeResource,
            object: KubeObject,
            options?: { dryRun?: boolean },
          ) => {
            if (!options?.dryRun) {
              const { name, namespace } = object.metadata;
              sent.push({ verb: property, resource, name, namespace, object });
            }
            return original.call(target, resource, object, options);
          };
        }
        if (property === 'delete') {
          return (
            resource: KubeResource,
            name: string,
            options?: { namespace?: string },
          ) => {
            const namespace = options?.namespace;
            sent.push({ verb: 'delete', resource, name, namespace });
            return original.call(target, resource, name, options);
          };
        }
        return typeof original === 'function'
          ? original.bind(target)
          : original;
      },
    });
  return {
    sent,
    clients: {
      client: name => record(clients.client(name)),
      close: () => clients.close(),
    },
  };
}
