import type { StoredObject } from '../apiserver/ClusterStore';
import type { ServedStore } from '../apiserver/store/ServedStore';
import type { Controllers } from '../controllers/startControllers';
import { certificateOf } from '../world/SeededDeployment';
import { copyFleet, FIRST, type MemberCopy } from './copyFleet';
import { fleetNames } from './fleetNames';

const CLUSTERS = 'clusters.postgresql.cnpg.io';
const CERTIFICATES = 'certificates.cert-manager.io';

/** What a fleet is seeded into. */
export interface FleetOptions {
  rke2: ServedStore;
  harvester: ServedStore;
  controllers: Controllers;
  domain: string;
  /** How many deployments there are to be; the first is there already, and healthy. */
  count: number;
}

/**
 * Makes deployments by the hundred: each is a copy of the first with names, uids, addresses, passwords
 * and nodes of its own, put in place as it is, so that the controllers find nothing to do. Their
 * certificate is the same for all, and good for the hosts of all.
 */
export async function seedFleet(options: FleetOptions): Promise<void> {
  const { rke2, harvester, count, controllers } = options;
  if (count <= FIRST) {
    return;
  }
  const share = await sharedCertificate(options);
  const { databaseNamespace, databaseCluster } = fleetNames(FIRST);
  const { uid } = rke2.get(
    CLUSTERS,
    databaseNamespace,
    databaseCluster,
  )!.metadata;
  const places = controllers.postgres.buckets.placesOf(uid);
  copyFleet({
    stores: [rke2, harvester],
    jobImage: controllers.helm.jobImage,
    last: count,
    share,
    copied: (member, copy) =>
      copyInside(options, { uid, places }, member, copy),
  });
  // Whoever was told must have looked before anybody else does.
  await new Promise(resolve => setImmediate(resolve));
}

/** One certificate for every host, in the place of the first member's in every copy. */
async function sharedCertificate({
  rke2,
  controllers,
  domain,
}: FleetOptions): Promise<(original: StoredObject) => StoredObject> {
  const { namespace, ...names } = fleetNames(FIRST);
  const name = certificateOf({ namespace, ...names }, domain);
  const { notBefore, notAfter } =
    rke2.get(CERTIFICATES, namespace, name)?.status ?? {};
  const { key, cert } = await controllers.issueCertificate({
    commonName: `*.${domain}`,
    dnsNames: [`*.${domain}`],
    ipAddresses: [],
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
  });
  const encode = (text: string) => Buffer.from(text).toString('base64');
  const files = { 'tls.crt': encode(cert), 'tls.key': encode(key) };
  return original =>
    original.kind === 'Secret' &&
    original.metadata.namespace === namespace &&
    original.metadata.name === name
      ? { ...original, data: { ...original.data, ...files } }
      : original;
}

/** What no object shows: databases, archives, logs, and what was done with Kasm. */
function copyInside(
  { rke2, controllers }: FleetOptions,
  first: { uid: string; places: string[] },
  member: number,
  { renamed }: MemberCopy,
): void {
  const { namespace, release } = fleetNames(member);
  const { postgres, databases, kasms } = controllers;
  const from = first.uid;
  const to = renamed(from);
  postgres.contents.restore(to, postgres.contents.snapshot(from));
  const { passwords } = postgres.contents.of(to);
  passwords.forEach((password, role) => passwords.set(role, renamed(password)));
  databases.copySchemas(from, to);
  for (const place of first.places) {
    postgres.buckets.copy(place, renamed(place), to);
  }
  rke2.logs.inherit(renamed);
  kasms.liveIn({ namespace, release });
}
