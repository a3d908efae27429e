import type { StoredObject } from '../../ClusterStore';
import { equal } from '../../store/json';
import {
  forbidden,
  GoText,
  notNegative,
  required,
  unsupported,
  wrongValue,
  type Causes,
} from './causes';
import { goIntOrString, goMap, goSelector } from './goValues';
import { isSelected, selectorCauses } from './labelSelectors';
import { labelsCauses } from './names';
import { podSpecCauses } from './podSpecs';

type Value = any;
type Before = StoredObject | undefined;

/** What every workload has in common: whose pods it looks after, and how they are. */
function templateCauses(object: StoredObject, before: Before): Causes {
  const { selector, template } = object.spec;
  const { labels } = template?.metadata ?? {};
  const field = 'spec.template.metadata.labels';
  const causes: Causes = [];
  const faults = selectorCauses(selector, 'spec.selector');
  if (!selector) {
    causes.push(required('spec.selector'));
  } else {
    causes.push(...faults);
    if (faults.length > 0) {
      causes.push(
        wrongValue(
          'spec.selector',
          goSelector(selector),
          'invalid label selector',
        ),
      );
    } else if (
      !selector.matchExpressions?.length &&
      Object.keys(selector.matchLabels ?? {}).length === 0
    ) {
      causes.push(
        wrongValue(
          'spec.selector',
          goSelector(selector),
          `empty selector is invalid for ${object.kind.toLowerCase()}`,
        ),
      );
    }
  }
  if (faults.length === 0 && !(selector && isSelected(selector, labels))) {
    causes.push(
      wrongValue(
        field,
        goMap(labels),
        '`selector` does not match template `labels`',
      ),
    );
  }
  causes.push(
    ...labelsCauses(field, labels),
    ...podSpecCauses(template?.spec, 'spec.template.spec'),
  );
  const policy = template?.spec?.restartPolicy ?? 'Always';
  if (policy !== 'Always') {
    causes.push(
      unsupported('spec.template.spec.restartPolicy', policy, ['Always']),
    );
  }
  const had = before?.spec?.selector;
  if (selector && before && !equal(selector, had)) {
    causes.push(
      wrongValue('spec.selector', goSelector(selector), 'field is immutable'),
    );
  }
  return causes;
}

const isNothing = (value: unknown) => value === 0 || value === '0%';

function strategyCauses(strategy: Value): Causes {
  const field = 'spec.strategy';
  const { type, rollingUpdate } = strategy ?? {};
  if (type === 'Recreate') {
    return rollingUpdate
      ? [
          forbidden(
            `${field}.rollingUpdate`,
            "may not be specified when strategy `type` is 'Recreate'",
          ),
        ]
      : [];
  }
  if (type !== 'RollingUpdate') {
    return [
      unsupported(
        field,
        new GoText(
          `apps.DeploymentStrategy{Type:${JSON.stringify(
            type,
          )}, RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}`,
        ),
        ['Recreate', 'RollingUpdate'],
      ),
    ];
  }
  const { maxSurge, maxUnavailable } = rollingUpdate ?? {};
  return isNothing(maxSurge) && isNothing(maxUnavailable)
    ? [
        wrongValue(
          `${field}.rollingUpdate.maxUnavailable`,
          goIntOrString(maxUnavailable),
          'may not be 0 when `maxSurge` is 0',
        ),
      ]
    : [];
}

export function deploymentCauses(object: StoredObject, before: Before): Causes {
  const { replicas, minReadySeconds, revisionHistoryLimit, strategy } =
    object.spec;
  return [
    ...notNegative('spec.replicas', replicas),
    ...templateCauses(object, before),
    ...strategyCauses(strategy),
    ...notNegative('spec.minReadySeconds', minReadySeconds),
    ...notNegative('spec.revisionHistoryLimit', revisionHistoryLimit),
  ];
}

export function replicaSetCauses(object: StoredObject, before: Before): Causes {
  return [
    ...notNegative('spec.replicas', object.spec.replicas),
    ...templateCauses(object, before),
  ];
}

export const daemonSetCauses = templateCauses;

/** Fields of a StatefulSet that may change. */
const CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

const withoutChangeable = (spec: Value) =>
  Object.fromEntries(
    Object.entries(spec ?? {}).filter(([name]) => !CHANGEABLE.includes(name)),
  );

export function statefulSetCauses(
  object: StoredObject,
  before: Before,
): Causes {
  const changed =
    before &&
    !equal(withoutChangeable(object.spec), withoutChangeable(before.spec));
  const causes = templateCauses(object, undefined);
  return [
    ...notNegative('spec.replicas', object.spec.replicas),
    ...causes,
    ...(changed
      ? [
          forbidden(
            'spec',
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
          ),
        ]
      : []),
  ];
}
