import { required, unsupported, wrongValue, type Causes } from './causes';
import { containersCauses } from './containers';
import { subdomainCauses } from './names';
import { volumesCauses } from './volumes';

type Value = any;

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function tolerationCauses(toleration: Value, field: string): Causes {
  const { operator, effect, value } = toleration;
  const causes: Causes = [];
  if (operator === 'Exists' && value) {
    causes.push(
      wrongValue(
        `${field}.operator`,
        toleration,
        "value must be empty when `operator` is 'Exists'",
      ),
    );
  } else if (operator && !['Equal', 'Exists'].includes(operator)) {
    causes.push(
      unsupported(`${field}.operator`, operator, ['Equal', 'Exists']),
    );
  }
  if (effect && !EFFECTS.includes(effect)) {
    causes.push(unsupported(`${field}.effect`, effect, EFFECTS));
  }
  return causes;
}

function spreadCauses(constraint: Value, field: string): Causes {
  const { maxSkew = 0, topologyKey, whenUnsatisfiable = '' } = constraint;
  const known = ['DoNotSchedule', 'ScheduleAnyway'];
  return [
    ...(maxSkew > 0
      ? []
      : [wrongValue(`${field}.maxSkew`, maxSkew, 'must be greater than zero')]),
    ...(topologyKey
      ? []
      : [required(`${field}.topologyKey`, 'can not be empty')]),
    ...(known.includes(whenUnsatisfiable)
      ? []
      : [unsupported(`${field}.whenUnsatisfiable`, whenUnsatisfiable, known)]),
  ];
}

/** What is wrong with what a pod is to be, beyond what is missing or may not stand there at all. */
export function podSpecCauses(spec: Value = {}, field = 'spec'): Causes {
  const {
    containers = [],
    initContainers = [],
    volumes = [],
    tolerations = [],
    topologySpreadConstraints = [],
    serviceAccountName,
  } = spec;
  const names = new Set<string>(volumes.map(({ name }: Value) => name));
  return [
    ...volumesCauses(volumes, `${field}.volumes`),
    ...(containers.length > 0
      ? containersCauses(containers, names, `${field}.containers`)
      : [required(`${field}.containers`)]),
    ...containersCauses(initContainers, names, `${field}.initContainers`),
    ...(serviceAccountName
      ? subdomainCauses(`${field}.serviceAccountName`, serviceAccountName)
      : []),
    ...tolerations.flatMap((toleration: Value, index: number) =>
      tolerationCauses(toleration, `${field}.tolerations[${index}]`),
    ),
    ...topologySpreadConstraints.flatMap((constraint: Value, index: number) =>
      spreadCauses(constraint, `${field}.topologySpreadConstraints[${index}]`),
    ),
  ];
}
