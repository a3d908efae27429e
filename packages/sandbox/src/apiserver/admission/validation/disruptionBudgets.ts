import type { StoredObject } from '../../ClusterStore';
import { notNegative, wrongValue, type Causes } from './causes';
import { goIntOrString } from './goValues';
import { selectorCauses } from './labelSelectors';

function amountCauses(
  value: number | string | undefined,
  field: string,
): Causes {
  if (typeof value !== 'string') {
    return notNegative(field, value);
  }
  if (!/^\d+%$/.test(value)) {
    return [
      wrongValue(
        field,
        goIntOrString(value),
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  }
  return Number.parseInt(value, 10) > 100
    ? [wrongValue(field, goIntOrString(value), 'must not be greater than 100%')]
    : [];
}

export function disruptionBudgetCauses({ spec }: StoredObject): Causes {
  const { minAvailable, maxUnavailable, selector } = spec;
  return [
    ...(minAvailable !== undefined && maxUnavailable !== undefined
      ? [
          wrongValue(
            'spec',
            spec,
            'minAvailable and maxUnavailable cannot be both set',
          ),
        ]
      : []),
    ...amountCauses(minAvailable, 'spec.minAvailable'),
    ...amountCauses(maxUnavailable, 'spec.maxUnavailable'),
    ...selectorCauses(selector, 'spec.selector'),
  ];
}
