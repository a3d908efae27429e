import { unconfined } from './baselineChecks';
import {
  addsCapabilities,
  containersCalled,
  quoted,
  security,
  those,
  withReason,
  type Check,
} from './podSecurityWords';

const RESTRICTED_VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** No way to more rights. */
export const escalation: Check = ({ containers }) => {
  const names = those(
    containers,
    each => security(each).allowPrivilegeEscalation !== false,
  );
  return withReason(
    'allowPrivilegeEscalation != false',
    names.length > 0
      ? `${containersCalled(
          names,
        )} must set securityContext.allowPrivilegeEscalation=false`
      : undefined,
  );
};

/** No capabilities at all, but for low ports. */
export const restrictedCapabilities: Check = ({ containers }) => {
  const names = those(
    containers,
    each => !(security(each).capabilities?.drop ?? []).includes('ALL'),
  );
  return withReason(
    'unrestricted capabilities',
    names.length > 0
      ? `${containersCalled(
          names,
        )} must set securityContext.capabilities.drop=["ALL"]`
      : undefined,
    addsCapabilities(containers, ['NET_BIND_SERVICE']),
  );
};

/** Only volumes that are of Kubernetes. */
export const restrictedVolumes: Check = ({ spec }) => {
  const typeOf = (volume: any) =>
    Object.keys(volume).find(
      key => key !== 'name' && !RESTRICTED_VOLUMES.includes(key),
    );
  const bad = (spec.volumes ?? []).filter(typeOf);
  return withReason(
    'restricted volume types',
    bad.length > 0
      ? `volume${bad.length > 1 ? 's' : ''} ${quoted(
          bad.map((volume: any) => volume.name),
        )} ${bad.length > 1 ? 'use' : 'uses'} restricted volume type${
          bad.length > 1 ? 's' : ''
        } ${quoted([...new Set<string>(bad.map(typeOf))])}`
      : undefined,
  );
};

/** Says that it does not run as root. */
export const nonRoot: Check = ({ spec, containers }) => {
  const title = 'runAsNonRoot != true';
  const refusing = those(
    containers,
    each => security(each).runAsNonRoot === false,
  );
  if (refusing.length > 0) {
    return `${title} (${containersCalled(
      refusing,
    )} must not set securityContext.runAsNonRoot=false)`;
  }
  const silent = those(
    containers,
    each => security(each).runAsNonRoot === undefined,
  );
  const pod = security(spec).runAsNonRoot;
  if (pod === true || silent.length === 0) {
    return undefined;
  }
  return pod === false
    ? `${title} (pod must not set securityContext.runAsNonRoot=false)`
    : `${title} (pod or ${containersCalled(
        silent,
      )} must set securityContext.runAsNonRoot=true)`;
};

/** Does not run as root. */
export const root: Check = ({ spec, containers }) => {
  const is = (each: any) => security(each).runAsUser === 0;
  const names = those(containers, is);
  const who = [
    ...(is(spec) ? ['pod'] : []),
    ...(names.length > 0 ? [containersCalled(names)] : []),
  ];
  return withReason(
    'runAsUser=0',
    who.length > 0
      ? `${who.join(' and ')} must not set runAsUser=0`
      : undefined,
  );
};

/** Says which system call filter it has. */
export const confined: Check = subject => {
  const { spec, containers } = subject;
  const wrong = unconfined(subject);
  const set = (each: any) => security(each).seccompProfile?.type;
  const silent = those(containers, each => !set(each));
  return (
    wrong ??
    (set(spec) || silent.length === 0
      ? undefined
      : `seccompProfile (pod or ${containersCalled(
          silent,
        )} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`)
  );
};
