/** A fault as people choose it. */
export interface FaultDescription {
  id: string;
  title: string;
  /** What it does, in one sentence. */
  description: string;
}

const DEPLOYMENT_FAULTS = [
  {
    id: 'agent-vm-stopped',
    title: 'Agent VM stopped',
    description:
      'The first agent VM of the deployment stops and does not come back.',
  },
  {
    id: 'component-crash-loop',
    title: 'Component in a crash loop',
    description:
      "The deployment's API crashes again and again, with a database error in its log.",
  },
  {
    id: 'database-instance-killed',
    title: 'Database replica lost',
    description: 'One replica of the database stays down.',
  },
  {
    id: 'database-primary-killed',
    title: 'Database primary lost',
    description:
      'The primary of the database goes down and another instance takes over; that mends itself.',
  },
  {
    id: 'certificate-expired',
    title: 'Certificate expired',
    description:
      'The Certificate of the public host is expired, and so is the one that is served.',
  },
  {
    id: 'traefik-timeout-lowered',
    title: 'Traefik timeout lowered',
    description:
      "Traefik's read timeout goes from 1800 s to 60 s, which cuts desktop sessions.",
  },
] as const satisfies FaultDescription[];

/** @internal */
export const FAULTY_CLUSTERS = ['rke2', 'harvester'] as const;

const API_FAULTS = [
  {
    what: 'hangs',
    title: 'hangs',
    description: 'accepts connections and answers nothing',
  },
  {
    what: 'refuses',
    title: 'refuses connections',
    description: 'cuts every connection',
  },
  {
    what: 'unauthorized',
    title: 'answers 401',
    description: 'takes no credentials any more (401)',
  },
  {
    what: 'forbidden',
    title: 'answers 403',
    description: 'knows the credentials but allows nothing (403)',
  },
] as const;

/** What an API server can be made to do. @internal */
export type ApiFault = (typeof API_FAULTS)[number]['what'];

/** Id of a fault that hits one deployment. @internal */
export type DeploymentFaultId = (typeof DEPLOYMENT_FAULTS)[number]['id'];

/** Faults that hit one deployment. @internal */
export const deploymentFaults: ReadonlyArray<
  FaultDescription & { id: DeploymentFaultId }
> = DEPLOYMENT_FAULTS;

/** Faults of a whole cluster's API. @internal */
export const apiFaults = FAULTY_CLUSTERS.flatMap(cluster =>
  API_FAULTS.map(({ what, title, description }) => ({
    id: `${cluster}-api-${what}`,
    title: `API of ${cluster} ${title}`,
    description: `The Kubernetes API of ${cluster} ${description}.`,
    cluster,
    what,
  })),
);

/** Every fault that the sandbox knows. */
export const FAULTS: ReadonlyArray<FaultDescription> = [
  ...deploymentFaults,
  ...apiFaults,
];
