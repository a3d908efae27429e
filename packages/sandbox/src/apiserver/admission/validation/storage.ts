import type { StoredObject } from '../../ClusterStore';
import { quantityValue } from '../../schemas/builtIn/quantity';
import { equal } from '../../store/json';
import {
  forbidden,
  required,
  unsupported,
  wrongValue,
  type Causes,
} from './causes';
import { subdomainCauses } from './names';

type Value = any;

const MODES = [
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOnce',
  'ReadWriteOncePod',
];

const withoutRequests = ({
  resources,
  volumeAttributesClassName,
  ...spec
}: Value) => ({
  ...spec,
  limits: resources?.limits,
});

/** A claim may grow once it is bound, and be given its volume; nothing else of it changes. */
function changeCauses(spec: Value, before: StoredObject): Causes {
  const had = before.spec ?? {};
  const bound = before.status?.phase === 'Bound';
  const size = quantityValue(spec.resources?.requests?.storage ?? '0');
  const sizeBefore = quantityValue(had.resources?.requests?.storage ?? '0');
  const binds = !had.volumeName && !!spec.volumeName;
  const fixed = (value: Value) => {
    const { volumeName, storageClassName, ...rest } = withoutRequests(value);
    return binds ? rest : { ...rest, volumeName, storageClassName };
  };
  const causes: Causes = [];
  if (!equal(fixed(spec), fixed(had)) || (size !== sizeBefore && !bound)) {
    causes.push(
      forbidden(
        'spec',
        'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
      ),
    );
  }
  if (size < sizeBefore) {
    causes.push(
      forbidden(
        'spec.resources.requests.storage',
        'field can not be less than previous value',
      ),
    );
  }
  return causes;
}

export function claimCauses(
  { spec }: StoredObject,
  before: StoredObject | undefined,
): Causes {
  const { accessModes = [], resources, storageClassName } = spec;
  const size = resources?.requests?.storage;
  const causes: Causes = [];
  if (accessModes.length === 0) {
    causes.push(
      required('spec.accessModes', 'at least 1 access mode is required'),
    );
  }
  for (const mode of accessModes) {
    if (!MODES.includes(mode)) {
      causes.push(unsupported('spec.accessModes', mode, MODES));
    }
  }
  if (size === undefined) {
    causes.push(required('spec.resources[storage]'));
  } else if (quantityValue(size) <= 0n) {
    causes.push(
      wrongValue('spec.resources[storage]', size, 'must be greater than zero'),
    );
  }
  return [
    ...causes,
    ...(storageClassName
      ? subdomainCauses('spec.storageClassName', storageClassName)
      : []),
    ...(before && causes.length === 0 ? changeCauses(spec, before) : []),
  ];
}

export function storageClassCauses(
  object: StoredObject,
  before: StoredObject | undefined,
): Causes {
  if (!before) {
    return [];
  }
  const changed = (field: string) => !equal(object[field], before[field]);
  return [
    ...['provisioner', 'parameters', 'reclaimPolicy']
      .filter(changed)
      .map(field => forbidden(field, `updates to ${field} are forbidden.`)),
    ...(changed('volumeBindingMode')
      ? [
          wrongValue(
            'volumeBindingMode',
            object.volumeBindingMode,
            'field is immutable',
          ),
        ]
      : []),
  ];
}
