import type { StoredObject } from '../apiserver/ClusterStore';
import { timestamp, withCondition } from './machinery/conditions';
import { recordEvent } from './machinery/recordEvent';
import { databaseErrorLines } from './kasm/logLines';
import { tlsSecret } from './certManager/certificateObjects';
import type { Controllers } from './startControllers';

/** Undoes an intervention; calling it again does nothing. */
export type Heal = () => void;

/** Names an object of a cluster. */
export interface Place {
  namespace: string;
  name: string;
}

const MACHINES = 'virtualmachines.kubevirt.io';
const INSTANCES = 'virtualmachineinstances.kubevirt.io';
const CLUSTERS = 'clusters.postgresql.cnpg.io';
const CERTIFICATES = 'certificates.cert-manager.io';
const CONFIGS = 'helmchartconfigs.helm.cattle.io';
const DAY = 86_400_000;
/** How long ago an expired certificate ended. */
const EXPIRED_SINCE = 3_600_000;
const EXPIRED_LIFETIME = 30 * DAY;

const text = ({ namespace, name }: Place) => `${namespace}/${name}`;

/** The object, or one sentence that says what is not there. */
function present(
  object: StoredObject | undefined,
  what: string,
  place: Place,
): StoredObject {
  if (!object) {
    throw new Error(`There is no ${what} ${text(place)} in the sandbox.`);
  }
  return object;
}

function once(heal: () => void): Heal {
  let healed = false;
  return () => {
    if (!healed) {
      healed = true;
      heal();
    }
  };
}

/**
 * Stops an agent's virtual machine from inside, as a guest's shutdown does: it is wanted running and
 * stays stopped until healed.
 *
 * @public
 */
export function stopMachine(controllers: Controllers, place: Place): Heal {
  const { harvester, clock, disturbances, virtualMachines } = controllers;
  const { namespace, name } = place;
  const machine = present(
    harvester.get(MACHINES, namespace, name),
    'VirtualMachine',
    place,
  );
  disturbances.stoppedMachines.add(text(place));
  harvester.updateStatus(INSTANCES, namespace, name, status =>
    Object.assign(status, {
      phase: 'Succeeded',
      interfaces: [],
      conditions: withCondition(
        [],
        {
          type: 'Ready',
          status: 'False',
          reason: 'PodTerminating',
          message: 'virt-launcher pod is terminating',
        },
        clock.now(),
      ),
    }),
  );
  recordEvent(harvester, clock, machine, {
    reason: 'Stopped',
    message: 'The VirtualMachineInstance was shut down.',
    source: 'virt-handler',
  });
  virtualMachines.look(namespace, name);
  return once(() => {
    disturbances.stoppedMachines.delete(text(place));
    harvester.delete(INSTANCES, namespace, name);
    virtualMachines.look(namespace, name);
  });
}

/** Which error a component that crashes has in its log. */
export type DatabaseTrouble = 'connection-refused' | 'login-refused';

/**
 * Makes the pods of a Kasm component crash over and over, with a database error in their log.
 *
 * @param target - namespace and `app.kubernetes.io/component` of the pods
 * @public
 */
export function crashComponent(
  controllers: Controllers,
  target: {
    namespace: string;
    component: string;
    trouble?: DatabaseTrouble;
  },
): Heal {
  const { rke2, disturbances, kubelet } = controllers;
  const { namespace, component } = target;
  const pods = () =>
    rke2.list('pods', {
      namespace,
      labels: {
        'app.kubernetes.io/part-of': 'kasm',
        'app.kubernetes.io/component': component,
      },
    });
  const [first] = pods();
  present(first, 'pod of Kasm’s component', { namespace, name: component });
  const problem = databaseProblem(controllers, first, target.trouble);
  const key = `${namespace}/${component}`;
  disturbances.crashing.set(key, () => databaseErrorLines(component, problem));
  const recheck = () =>
    pods().forEach(({ metadata }) => kubelet.recheck(namespace, metadata.name));
  recheck();
  return once(() => {
    disturbances.crashing.delete(key);
    recheck();
  });
}

/** What libpq says to a pod that cannot use its database. */
function databaseProblem(
  { rke2 }: Controllers,
  pod: StoredObject,
  trouble: DatabaseTrouble = 'connection-refused',
): string {
  const environment: Array<{ name: string; value?: string }> =
    pod.spec.containers[0].env ?? [];
  const value = (name: string, otherwise: string) =>
    environment.find(variable => variable.name === name)?.value ?? otherwise;
  const host = value('POSTGRES_HOST', 'kasm-pg-rw.database.svc.cluster.local');
  const [service, namespace] = host.split('.');
  const address =
    rke2.get('services', namespace, service)?.spec.clusterIP ?? '10.43.0.2';
  const server = `connection to server at "${host}" (${address}), port ${value(
    'POSTGRES_PORT',
    '5432',
  )} failed:`;
  return trouble === 'login-refused'
    ? `${server} FATAL:  password authentication failed for user "${value(
        'POSTGRES_USER',
        'kasmapp',
      )}"`
    : `${server} Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?`;
}

/**
 * Kills a database instance and keeps it away: its volume can be attached nowhere until healed.
 *
 * @param target - the Cluster, and the instance; a replica when none is named
 * @public
 */
export function keepInstanceDown(
  controllers: Controllers,
  target: Place & { instance?: string },
): Heal {
  const { rke2, disturbances } = controllers;
  const cluster = present(
    rke2.get(CLUSTERS, target.namespace, target.name),
    'database cluster',
    target,
  );
  const instances: string[] = cluster.status?.instanceNames ?? [];
  const instance =
    target.instance ??
    instances.filter(name => name !== cluster.status.currentPrimary).pop() ??
    instances[0];
  const place = { namespace: target.namespace, name: instance };
  present(
    rke2.get('pods', place.namespace, place.name),
    'database instance',
    place,
  );
  disturbances.unplaceable.add(text(place));
  rke2.delete('pods', place.namespace, place.name);
  // The pod that waits for a node finds one by itself.
  return once(() => disturbances.unplaceable.delete(text(place)));
}

/**
 * Kills the primary of a database: another instance takes over and the old primary comes back as
 * replica. There is nothing to heal.
 *
 * @public
 */
export function killPrimary(controllers: Controllers, place: Place): Heal {
  const { rke2 } = controllers;
  const cluster = present(
    rke2.get(CLUSTERS, place.namespace, place.name),
    'database cluster',
    place,
  );
  rke2.delete('pods', place.namespace, cluster.status?.currentPrimary ?? '');
  return () => {};
}

/**
 * Lets a Certificate expire without being renewed; the certificate that is served is expired as well
 * as soon as it is signed, milliseconds later.
 *
 * @public
 */
export function expireCertificate(
  controllers: Controllers,
  place: Place,
): Heal {
  const { rke2, clock, disturbances, certManager } = controllers;
  const { namespace, name } = place;
  const certificate = present(
    rke2.get(CERTIFICATES, namespace, name),
    'Certificate',
    place,
  );
  const notAfter = new Date(clock.now().getTime() - EXPIRED_SINCE);
  const notBefore = new Date(notAfter.getTime() - EXPIRED_LIFETIME);
  disturbances.heldCertificates.add(text(place));
  rke2.updateStatus(CERTIFICATES, namespace, name, status =>
    Object.assign(status, {
      notBefore: timestamp(notBefore),
      notAfter: timestamp(notAfter),
      renewalTime: timestamp(new Date(notAfter.getTime() - 7 * DAY)),
      lastFailureTime: timestamp(notAfter),
      failedIssuanceAttempts: 3,
      conditions: withCondition(
        status.conditions,
        {
          type: 'Ready',
          status: 'False',
          reason: 'Expired',
          message: `Certificate expired on ${notAfter.toUTCString()}`,
          observedGeneration: certificate.metadata.generation,
        },
        clock.now(),
      ),
    }),
  );
  recordEvent(rke2, clock, certificate, {
    type: 'Warning',
    reason: 'Failed',
    message:
      'The certificate request has failed to complete and will be retried: Vault is sealed',
    source: 'cert-manager-certificates-issuing',
  });
  serveExpired(controllers, certificate, notBefore, notAfter).catch(error =>
    process.emitWarning(
      `The expired certificate could not be signed: ${error}`,
      'SandboxWarning',
    ),
  );
  return once(() => {
    disturbances.heldCertificates.delete(text(place));
    rke2.updateStatus(CERTIFICATES, namespace, name, status => {
      delete status.lastFailureTime;
      delete status.failedIssuanceAttempts;
    });
    certManager.look(namespace, name);
  });
}

async function serveExpired(
  controllers: Controllers,
  certificate: StoredObject,
  notBefore: Date,
  notAfter: Date,
) {
  const { rke2, issueCertificate, disturbances } = controllers;
  const { namespace, name } = certificate.metadata;
  const { spec } = certificate;
  const issued = await issueCertificate({
    commonName: spec.commonName ?? spec.dnsNames[0],
    dnsNames: spec.dnsNames,
    notBefore,
    notAfter,
  });
  // Healed in the meantime: the good certificate stays.
  if (disturbances.heldCertificates.has(`${namespace}/${name}`)) {
    rke2.update('secrets', namespace, spec.secretName, copy => {
      copy.data = tlsSecret(certificate, issued).data;
    });
  }
}

/**
 * Sets Traefik's read timeout on every entry point through its HelmChartConfig, as an operator would.
 * The running Traefik follows some seconds later.
 *
 * @param readTimeout - a Go duration, as `60s`
 * @public
 */
export function setTraefikReadTimeout(
  { rke2 }: Controllers,
  readTimeout: string,
  place: Place = { namespace: 'kube-system', name: 'rke2-traefik' },
): Heal {
  const { namespace, name } = place;
  const before = rke2.get(CONFIGS, namespace, name);
  const valuesContent = JSON.stringify({
    additionalArguments: ['web', 'websecure'].map(
      entryPoint =>
        `--entryPoints.${entryPoint}.transport.respondingTimeouts.readTimeout=${readTimeout}`,
    ),
  });
  const write = (content: string) =>
    rke2.update(CONFIGS, namespace, name, ({ spec }) => {
      spec.valuesContent = content;
    });
  if (before) {
    write(valuesContent);
    return once(() => write(before.spec.valuesContent));
  }
  rke2.create({
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: place,
    spec: { failurePolicy: 'retry', valuesContent },
  });
  return once(() => rke2.delete(CONFIGS, namespace, name));
}
