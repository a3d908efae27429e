import type { StoredObject } from '../../ClusterStore';
import { equal } from '../../store/json';
import {
  notNegative,
  required,
  unsupported,
  wrongValue,
  type Causes,
} from './causes';
import { selectorCauses } from './labelSelectors';
import { podSpecCauses } from './podSpecs';

type Value = any;

function jobSpecCauses(spec: Value, field: string): Causes {
  const template = `${field}.template.spec`;
  const policy = spec.template?.spec?.restartPolicy ?? 'Always';
  const causes = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ].flatMap(name => notNegative(`${field}.${name}`, spec[name]));
  causes.push(...podSpecCauses(spec.template?.spec, template));
  if (policy === 'Always') {
    causes.push(
      required(
        `${template}.restartPolicy`,
        'valid values: "OnFailure", "Never"',
      ),
    );
  } else if (policy !== 'OnFailure' && policy !== 'Never') {
    causes.push(
      unsupported(`${template}.restartPolicy`, policy, ['OnFailure', 'Never']),
    );
  }
  return causes;
}

export function jobCauses(
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  const { spec } = object;
  const causes = [
    ...jobSpecCauses(spec, 'spec'),
    ...selectorCauses(spec.selector, 'spec.selector'),
  ];
  if (!before) {
    return causes;
  }
  const fields = ['selector', 'template', 'completionMode', 'podFailurePolicy'];
  // A job of numbered pods may be made longer or shorter.
  if (spec.completionMode !== 'Indexed') {
    fields.unshift('completions');
  }
  // While a job waits to be started its pods may still be changed.
  const waits = before.spec?.suspend && before.status?.startTime === undefined;
  for (const field of fields) {
    if (
      !equal(spec[field], before.spec?.[field]) &&
      !(waits && field === 'template')
    ) {
      causes.push(
        wrongValue(`spec.${field}`, spec[field], 'field is immutable'),
      );
    }
  }
  return causes;
}

const LONGEST_NAME = 52;
const MACROS =
  /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every .+)$/;

function scheduleCauses(schedule: string | undefined): Causes {
  if (!schedule || MACROS.test(schedule)) {
    return [];
  }
  const fields = schedule.trim().split(/\s+/);
  return fields.length === 5
    ? []
    : [
        wrongValue(
          'spec.schedule',
          schedule,
          `expected exactly 5 fields, found ${fields.length}: [${fields.join(
            ' ',
          )}]`,
        ),
      ];
}

export function cronJobCauses({ metadata, spec }: StoredObject): Causes {
  return [
    ...scheduleCauses(spec.schedule),
    ...notNegative(
      'spec.successfulJobsHistoryLimit',
      spec.successfulJobsHistoryLimit,
    ),
    ...notNegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
    ...jobSpecCauses(spec.jobTemplate?.spec ?? {}, 'spec.jobTemplate.spec'),
    ...((metadata.name?.length ?? 0) > LONGEST_NAME
      ? [
          wrongValue(
            'metadata.name',
            metadata.name,
            `must be no more than ${LONGEST_NAME} characters`,
          ),
        ]
      : []),
  ];
}
