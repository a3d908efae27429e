import type {
  ClusterList,
  ComponentLog,
  DeploymentHistory,
  DeploymentList,
  DnsAnswer,
  SessionList,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';

type Deployment = { cluster: string; name: string };

/**
 * The routes of `openapi.yaml` with their types. Bodies may be ready-made bytes of what is named.
 *
 * @internal
 */
export type Endpoints = {
  '#get|/v1/deployments': { response: DeploymentList };
  '#get|/v1/deployments/{cluster}/{name}': {
    path: Deployment;
    response: StatusDocument | Buffer;
  };
  '#get|/v1/deployments/{cluster}/{name}/history': {
    path: Deployment;
    query: { from?: string; to?: string; resolution?: number };
    response: DeploymentHistory | Buffer;
  };
  '#get|/v1/deployments/{cluster}/{name}/sessions': {
    path: Deployment;
    response: SessionList;
  };
  '#get|/v1/deployments/{cluster}/{name}/logs/{component}': {
    path: Deployment & { component: string };
    query: { tail?: number };
    response: ComponentLog;
  };
  '#get|/v1/clusters': { response: ClusterList };
  '#get|/v1/clusters/{cluster}/dns': {
    path: { cluster: string };
    query: { host: string };
    response: DnsAnswer;
  };
};
