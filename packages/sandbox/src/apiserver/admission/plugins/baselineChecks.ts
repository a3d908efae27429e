import {
  addsCapabilities,
  containersCalled,
  quoted,
  security,
  those,
  withReason,
  type Check,
} from './podSecurityWords';

const BASELINE_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
/** No namespaces of the host. */
export const hostNamespaces: Check = ({ spec }) =>
  withReason(
    'host namespaces',
    ['hostNetwork', 'hostPID', 'hostIPC']
      .filter(field => spec[field])
      .map(field => `${field}=true`)
      .join(', '),
  );

/** No ports of the host. */
export const hostPorts: Check = ({ containers }) => {
  const open = (container: any) =>
    (container.ports ?? []).some((port: any) => port.hostPort);
  const names = those(containers, open);
  const ports = containers.flatMap(container =>
    (container.ports ?? [])
      .map((port: any) => port.hostPort)
      .filter((port: any) => port),
  );
  return names.length > 0
    ? `hostPort (${containersCalled(names)} ${
        names.length > 1 ? 'use' : 'uses'
      } hostPort${ports.length > 1 ? 's' : ''} ${ports.join(', ')})`
    : undefined;
};

/** No privileged containers. */
export const privileged: Check = ({ containers }) => {
  const names = those(containers, each => security(each).privileged);
  return withReason(
    'privileged',
    names.length > 0
      ? `${containersCalled(
          names,
        )} must not set securityContext.privileged=true`
      : undefined,
  );
};

/** No directories of the host. */
export const hostPaths: Check = ({ spec }) => {
  const names = those(spec.volumes ?? [], volume => volume.hostPath);
  return withReason(
    'hostPath volumes',
    names.length > 0
      ? `volume${names.length > 1 ? 's' : ''} ${quoted(names)}`
      : undefined,
  );
};

/** No capabilities beyond the usual. */
export const baselineCapabilities: Check = ({ containers }) =>
  withReason(
    'non-default capabilities',
    addsCapabilities(containers, BASELINE_CAPABILITIES),
  );

/** No pod without system call filter. */
export const unconfined: Check = ({ spec, containers }) => {
  const is = (each: any) =>
    security(each).seccompProfile?.type === 'Unconfined';
  const who = [
    ...(is(spec) ? ['pod'] : []),
    ...(those(containers, is).length > 0
      ? [containersCalled(those(containers, is))]
      : []),
  ];
  return withReason(
    'seccompProfile',
    who.length > 0
      ? `${who.join(
          ' and ',
        )} must not set securityContext.seccompProfile.type to "Unconfined"`
      : undefined,
  );
};
