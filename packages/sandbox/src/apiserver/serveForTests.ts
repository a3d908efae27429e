import { ContractClient } from '../contract/ContractClient';
import { createCertificateAuthority } from '../certificates/CertificateAuthority';
import { createClusterStore } from './createClusterStore';
import { serveCluster, type ServedCluster } from './serveCluster';
import type { ServedStore } from './store/ServedStore';

/** An empty cluster with every kind, and a client that may do everything. */
export interface ServedForTests {
  client: ContractClient;
  store: ServedStore;
}

/** Serves a cluster before the tests of a describe block and ends it after them. */
export function serveForTests(): ServedForTests {
  const result = {} as ServedForTests;
  let served: ServedCluster;
  beforeAll(async () => {
    const authority = await createCertificateAuthority();
    const tls = await authority.issue({
      commonName: 'sandbox',
      dnsNames: [],
      ipAddresses: ['127.0.0.1'],
    });
    const store = createClusterStore({
      clock: { now: () => new Date(), after: () => () => {}, stop: () => {} },
    });
    served = await serveCluster({
      store,
      tls,
      users: [{ name: 'admin', groups: ['system:masters'], token: 'admin' }],
    });
    const client = new ContractClient(served.url, 'admin', authority.caPem);
    Object.assign(result, { client, store });
  });
  afterAll(async () => {
    result.client.close();
    await served.close();
  });
  return result;
}
