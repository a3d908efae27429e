import type {
  KasmAgentFacts,
  Observation,
  PodFacts,
} from '../../observation/Observation';
import type { FindingId } from '../findings/ids';
import { ago, container, DAY, GIB, HOUR, pod } from './healthyObservation';

/** A change that brings a component's pods into trouble, in place of its healthy ones. */
export function podTrouble(
  component: string,
  change: Partial<PodFacts>,
  ready: number = 0,
): (observation: Observation) => void {
  return ({ controlPlane }) => {
    const facts = controlPlane.facts!;
    facts.pods = facts.pods.filter(one => one.component !== component);
    facts.pods.push(
      pod(`kasm-${component}-5f6b-abcde`, component, {
        ready: false,
        readySince: ago(HOUR),
        ...change,
      }),
    );
    for (const workload of facts.workloads) {
      if (workload.component === component) {
        Object.assign(workload, { ready, available: ready, complete: false });
      }
    }
  };
}

/** A container in CrashLoopBackOff. */
export const CRASHING = container({
  ready: false,
  state: 'waiting',
  reason: 'CrashLoopBackOff',
  restarts: 7,
  startedAt: undefined,
  lastTermination: { reason: 'Error', exitCode: 1, finishedAt: ago(60) },
});

/** A container that waits for a reason. */
export function waiting(reason: string, message?: string) {
  return container({
    ready: false,
    state: 'waiting',
    reason,
    message,
    startedAt: undefined,
  });
}

/** An init container that runs since so many seconds. */
export function initRunning(name: string, seconds: number) {
  return [
    container({
      name,
      init: true,
      ready: false,
      state: 'running',
      startedAt: ago(seconds),
    }),
    waiting('PodInitializing'),
  ];
}

/** A change to the database's facts. */
export function database(
  change: Partial<NonNullable<Observation['database']['facts']>>,
): (observation: Observation) => void {
  return observation => Object.assign(observation.database.facts!, change);
}

/** The database without some of its pods. */
export function without(
  names: string[],
  change: Partial<NonNullable<Observation['database']['facts']>> = {},
): (observation: Observation) => void {
  return observation => {
    const facts = observation.database.facts!;
    facts.pods = facts.pods.filter(({ name }) => !names.includes(name));
    facts.ready = facts.pods.length;
    Object.assign(facts, change);
  };
}

/** A change to the probe's facts. */
export function endpoint(
  change: Partial<NonNullable<Observation['endpoint']['facts']>>,
): (observation: Observation) => void {
  return observation => Object.assign(observation.endpoint.facts!, change);
}

/** A line in the log of `api`, which does not work. */
export function apiComplains(
  id: string,
  line: string,
): (observation: Observation) => void {
  return observation => {
    podTrouble('api', { containers: [CRASHING] })(observation);
    observation.controlPlane.facts!.signatures.push({
      id,
      component: 'api',
      pod: 'kasm-api-5f6b-abcde',
      at: ago(90),
      line,
    });
  };
}

function certificate(
  change: Partial<NonNullable<Observation['certificate']['facts']>>,
): (observation: Observation) => void {
  return observation => Object.assign(observation.certificate.facts!, change);
}

function release(
  change: Partial<NonNullable<Observation['release']['facts']>>,
): (observation: Observation) => void {
  return observation => Object.assign(observation.release.facts!, change);
}

/** Nobody asks Kasm. */
export function withoutKasmApi(observation: Observation): void {
  observation.kasmApi = {
    state: 'notConfigured',
    since: ago(HOUR),
    reason: 'No key of Kasm’s API is configured',
  };
}

/** A change to what Kasm says of the first agent. */
export function kasmAgent(
  change: Partial<KasmAgentFacts>,
): (observation: Observation) => void {
  return ({ kasmApi }) => Object.assign(kasmApi.facts!.agents![0], change);
}

/** One typical trouble for every finding. */
export const TROUBLE: Record<FindingId, (observation: Observation) => void> = {
  'cluster-unreachable': observation =>
    Object.assign(observation.agentVms, {
      state: 'unreachable',
      since: ago(40),
      reason: 'list virtualmachines in kasm-agents: connection refused',
    }),
  'source-blind': observation =>
    Object.assign(observation.certificate, {
      state: 'forbidden',
      since: ago(1),
      reason: 'list certificates in kasm: 403',
    }),
  'deployment-absent': observation => {
    Object.assign(observation.controlPlane, {
      state: 'empty',
      since: ago(HOUR),
      facts: { workloads: [], pods: [], signatures: [] },
    });
    observation.release.facts = { present: false };
  },
  'pod-unschedulable': podTrouble('guac', {
    phase: 'Pending',
    containers: [],
    unschedulable: {
      reason: 'Unschedulable',
      message: '0/3 nodes are available: 3 Insufficient cpu.',
      since: ago(HOUR),
    },
  }),
  'volume-pending': observation => {
    without(['kasm-pg-3'], { notReadySince: ago(HOUR) })(observation);
    const facts = observation.database.facts!;
    facts.claims = [
      {
        name: 'kasm-pg-3',
        phase: 'Pending',
        storageClass: 'harvester',
        createdAt: ago(HOUR),
      },
    ];
    facts.warnings = [
      {
        kind: 'PersistentVolumeClaim',
        object: 'kasm-pg-3',
        reason: 'ProvisioningFailed',
        message: 'insufficient storage',
        since: ago(HOUR),
      },
    ];
  },
  'pod-image-unavailable': podTrouble('guac', {
    phase: 'Pending',
    containers: [waiting('ImagePullBackOff', 'manifest unknown')],
  }),
  'pod-rejected': ({ controlPlane }) => {
    const facts = controlPlane.facts!;
    facts.pods = facts.pods.filter(one => one.component !== 'guac');
    Object.assign(facts.workloads.find(one => one.component === 'guac')!, {
      ready: 0,
      complete: false,
      replicaFailure: 'pods "kasm-guac" is forbidden: violates PodSecurity',
    });
  },
  'database-operator-missing': database({ operatorAvailable: 0 }),
  'issuer-not-ready': observation =>
    certificate({
      issuer: {
        name: 'vault-issuer',
        ready: false,
        message: 'Failed to initialize Vault client: 503 Vault is sealed',
        since: ago(HOUR),
      },
    })(observation),
  'database-stopped': database({ hibernated: true, ready: 0, pods: [] }),
  'database-failover': database({
    targetPrimary: 'kasm-pg-2',
    targetPrimarySince: ago(10),
    phase: 'Switchover in progress',
  }),
  'database-needs-hands': database({
    phase: 'Invalid cluster definition',
    phaseReason: 'spec.imageName is wrong',
    notReadySince: ago(HOUR),
  }),
  'database-disk': database({
    phase: 'Not enough disk space',
    notReadySince: ago(HOUR),
  }),
  'database-down': database({ ready: 0, pods: [], notReadySince: ago(1) }),
  'database-bootstrap-stuck': database({
    phase: 'Setting up primary',
    ready: 0,
    pods: [],
    currentPrimary: undefined,
    targetPrimary: undefined,
  }),
  'database-password-unset': database({ applicationSecretVersion: '' }),
  'database-login-refused': apiComplains(
    'db-login',
    'FATAL: password authentication failed for user "kasmapp"',
  ),
  'database-connections-exhausted': observation => {
    podTrouble('api', { containers: [container({ ready: false })] })(
      observation,
    );
    observation.controlPlane.facts!.signatures.push({
      id: 'db-slots',
      component: 'database',
      pod: 'kasm-pg-1',
      at: ago(90),
      line: 'sorry, too many clients already',
      user: 'kasmapp',
      database: 'kasm',
    });
  },
  'database-unreachable-from-kasm': apiComplains(
    'db-connect',
    'connection to server at "kasm-pg-rw", port 5432 failed: Connection refused',
  ),
  'database-not-spread': ({ database: { facts } }) =>
    facts!.pods.forEach(one => {
      one.node = 'database-1';
    }),
  'database-archiving-failing': database({
    archiving: { ok: false, since: ago(HOUR), message: 'access denied' },
  }),
  'database-degraded': without(['kasm-pg-3'], { notReadySince: ago(HOUR) }),
  'database-backup-stale': database({
    backups: {
      scheduled: true,
      suspended: false,
      schedule: '0 45 2 * * *',
      method: 'plugin',
      lastCompletedAt: ago(30 * HOUR),
    },
  }),
  'database-backup-misconfigured': observation => {
    observation.deployment.backupsWanted = true;
  },
  'database-major-end-of-life': database({ major: 13 }),
  'release-install-refused': observation => {
    release({
      jobComplete: false,
      firstFailure: {
        at: ago(60),
        exitCode: 1,
        message: 'Error: failed to fetch https://helm.example.com/kasm.tgz',
      },
    })(observation);
    Object.assign(observation.controlPlane, {
      state: 'empty',
      facts: { workloads: [], pods: [], signatures: [] },
    });
  },
  'release-blocked': release({
    jobComplete: false,
    failed: 'the release failed and failurePolicy is abort',
  }),
  'release-unsafe-to-rerun': release({ configPolicy: 'reinstall' }),
  'database-not-initialised': apiComplains(
    'db-schema',
    'relation "zones" does not exist',
  ),
  'pod-dependency-missing': podTrouble('guac', {
    containers: [
      waiting('CreateContainerConfigError', 'secret "kasm-secrets" not found'),
    ],
  }),
  'component-missing': ({ controlPlane }) => {
    const facts = controlPlane.facts!;
    facts.workloads = facts.workloads.filter(one => one.component !== 'guac');
    facts.pods = facts.pods.filter(one => one.component !== 'guac');
  },
  'pod-crash-looping': podTrouble('api', { containers: [CRASHING] }),
  'pod-not-ready': podTrouble('guac', {
    containers: [container({ ready: false })],
  }),
  'component-start-blocked': podTrouble('guac', {
    phase: 'Pending',
    containers: initRunning('kasm-api-is-ready', HOUR),
  }),
  'proxy-exposed': ({ controlPlane }) => {
    controlPlane.facts!.exposures = [
      { name: 'kasm-proxy-ext', type: 'LoadBalancer', address: '10.0.0.9' },
    ];
  },
  'certificate-not-issued': certificate({
    ready: false,
    readySince: ago(HOUR),
    notAfter: undefined,
    renewalTime: undefined,
    requestFailure: 'role "kasm" does not allow subdomains',
  }),
  'certificate-expiring': observation => {
    certificate({ ready: false, reason: 'Expired', notAfter: ago(10) })(
      observation,
    );
    endpoint({
      failedAt: 'tls',
      reason: 'certificate has expired',
      rootStatus: undefined,
      failures: 1,
      failingSince: ago(9),
    })(observation);
  },
  'certificate-names-differ': certificate({ dnsNames: ['*.example.com'] }),
  'certificate-not-reloaded': certificate({
    notBefore: ago(HOUR),
    notAfter: ago(-30 * DAY),
    renewalTime: ago(-20 * DAY),
  }),
  'traefik-down': observation => {
    Object.assign(observation.ingress.facts!.traefik!, { ready: 0 });
    endpoint({
      failedAt: 'connect',
      reason: 'connection refused',
      rootStatus: undefined,
      apiHealthy: undefined,
      failures: 3,
      failingSince: ago(90),
    })(observation);
  },
  'route-not-served': observation => {
    delete observation.ingress.facts!.route;
    endpoint({ rootStatus: 404, apiStatus: 404, apiHealthy: false })(
      observation,
    );
  },
  'route-backend-wrong': observation => {
    Object.assign(observation.ingress.facts!.route!, { port: 8080 });
    endpoint({ rootStatus: 502, apiHealthy: false, failures: 3 })(observation);
  },
  'traefik-timeout-short': observation =>
    Object.assign(observation.ingress.facts!.traefik!.timeouts.read, {
      seconds: 60,
    }),
  'dns-wrong': endpoint({
    failedAt: 'dns',
    reason: 'NXDOMAIN',
    addresses: [],
    rootStatus: undefined,
    apiHealthy: undefined,
    failures: 1,
    failingSince: ago(5),
  }),
  'endpoint-unreachable': endpoint({
    failedAt: 'connect',
    reason: 'connection refused',
    rootStatus: undefined,
    apiHealthy: undefined,
    failures: 3,
    failingSince: ago(90),
  }),
  'endpoint-untrusted': endpoint({
    served: {
      subject: 'CN=TRAEFIK DEFAULT CERT',
      issuer: 'CN=TRAEFIK DEFAULT CERT',
      names: [],
      notBefore: ago(DAY),
      notAfter: ago(-DAY),
      trusted: false,
      problem: 'self-signed certificate',
    },
  }),
  'endpoint-failing': endpoint({
    rootStatus: 503,
    apiHealthy: false,
    apiStatus: 503,
    failures: 2,
    failingSince: ago(30),
  }),
  'versions-differ': ({ controlPlane }) => {
    const guac = controlPlane.facts!.workloads.find(
      one => one.component === 'guac',
    );
    Object.assign(guac!, { version: '1.17.0' });
  },
  'agents-none': observation => {
    observation.agentVms.facts!.vms = [];
    Object.assign(observation.kasmApi.facts!, { agents: [], sessions: [] });
  },
  'agent-vm-down': observation =>
    Object.assign(observation.agentVms.facts!.vms[0], {
      printableStatus: 'Stopped',
      ready: false,
      readySince: ago(HOUR),
      reason: 'The guest shut down.',
    }),
  // Kasm does not know it either; else it would be none the worse for it.
  'agent-vm-blind': observation => {
    Object.assign(observation.agentVms.facts!.vms[0], {
      guestAgent: false,
      address: undefined,
      addresses: [],
    });
    observation.kasmApi.facts!.agents!.shift();
  },
  'agent-unreachable-from-proxy': kasmAgent({
    hostname: 'kasm-agent-1.agents.internal',
  }),
  'agent-not-registered': ({ kasmApi }) => {
    kasmApi.facts!.agents!.shift();
  },
  'agent-lost': kasmAgent({ lastCheckIn: ago(HOUR), status: 'missing' }),
  'agent-disabled': kasmAgent({ enabled: false, sessions: 0 }),
  'agent-overrides-implausible': kasmAgent({ memoryOverride: 16_384 }),
  'agent-disk-full': kasmAgent({ disk: { total: 100 * GIB, free: 2 * GIB } }),
  'agents-full': ({ kasmApi }) =>
    kasmApi.facts!.agents!.forEach(agent =>
      Object.assign(agent, { coresUsed: 8, memoryUsed: 12 * GIB, sessions: 4 }),
    ),
  'agent-vm-churn': ({ agentVms }) => {
    agentVms.facts!.gone = [1, 2, 3].map(index => ({
      name: `kasm-autoscale-${index}`,
      createdAt: ago(index * 100),
      goneAt: ago(index * 100 - 20),
    }));
  },
  'zone-misaddressed': ({ kasmApi }) => {
    kasmApi.facts!.zones![0].proxyPort = 8443;
  },
  'workspace-image-unavailable': ({ kasmApi }) => {
    kasmApi.facts!.images![0].available = false;
  },
  'sessions-stuck': ({ kasmApi }) => {
    Object.assign(kasmApi.facts!.sessions![0], {
      status: 'starting',
      createdAt: ago(300),
      progress: 50,
      message: 'Creating container',
    });
  },
  'licence-exhausted': ({ kasmApi }) => {
    kasmApi.facts!.licences = [
      { expiresAt: ago(-9.5 * DAY), limit: 50, kind: 'Per Concurrent Kasm' },
    ];
  },
  'kasm-api-erratic': ({ kasmApi }) => {
    kasmApi.facts!.calls = { made: 60, failed: 20 };
  },
};
