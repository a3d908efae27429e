import type { NewObject } from '../../apiserver/ClusterStore';

/** A variable of a container's environment. */
export interface Variable {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef: { name: string; key: string } };
}

/** What an init container asks until it answers. */
export interface Wait {
  /** The init container's name. */
  name: string;
  service: string;
  port: number;
  path: string;
}

/** A Service in front of a component. */
export interface ComponentService {
  name: string;
  type?: string;
  ports: Array<{
    name: string;
    port: number;
    targetPort: number;
    nodePort?: number;
  }>;
}

/** One component of a release, whatever the chart's version calls its parts. */
export interface KasmComponent {
  /** `app.kubernetes.io/component`. */
  label: string;
  /** `app.kubernetes.io/name`. */
  name: string;
  /** Key of `components` in the values. */
  key: string;
  workload: { kind: 'Deployment' | 'StatefulSet'; name: string };
  container: string;
  image: string;
  replicas: number;
  /** The first one's ports are the container's. */
  services: ComponentService[];
  environment: Variable[];
  /** Whether it waits for Kasm's tables in the database. */
  waitsForDatabase: boolean;
  waits: Wait[];
  /** The TLS Secret, where it mounts one. */
  certificate?: string;
  /** ConfigMaps that it mounts. */
  configMaps: string[];
  /** Whether an init container as root prepares its directories. */
  preparesDirectories: boolean;
  readiness: object;
  /** Of a StatefulSet. */
  volumeClaimTemplates?: NewObject['spec'];
}

/** What every object of a release looks like, by the chart's version. */
export interface ChartStyle {
  commonLabels: Record<string, string>;
  /** Labels that a workload finds its pods by. */
  selector(component: KasmComponent): Record<string, string>;
  /** Image of the containers that wait. */
  helperImage: string;
  probeTiming: object;
}
