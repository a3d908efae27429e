import { required, forbidden, wrongValue, type Causes } from './causes';
import { labelsCauses, qualifiedNameFaults } from './names';

function expressionCauses(expression: any, field: string): Causes {
  const { key = '', operator = '', values } = expression;
  const causes: Causes = [];
  const wantsValues = operator === 'In' || operator === 'NotIn';
  if (wantsValues && !values?.length) {
    causes.push(
      required(
        `${field}.values`,
        "must be specified when `operator` is 'In' or 'NotIn'",
      ),
    );
  } else if (
    (operator === 'Exists' || operator === 'DoesNotExist') &&
    values?.length
  ) {
    causes.push(
      forbidden(
        `${field}.values`,
        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      ),
    );
  } else if (!wantsValues && !/^(Exists|DoesNotExist)$/.test(operator)) {
    causes.push(
      wrongValue(
        `${field}.operator`,
        operator,
        'not a valid selector operator',
      ),
    );
  }
  return [
    ...causes,
    ...qualifiedNameFaults(key).map(why =>
      wrongValue(`${field}.key`, key, why),
    ),
  ];
}

/** What is wrong with a label selector. */
export function selectorCauses(selector: any, field: string): Causes {
  return [
    ...labelsCauses(`${field}.matchLabels`, selector?.matchLabels),
    ...(selector?.matchExpressions ?? []).flatMap(
      (expression: any, index: number) =>
        expressionCauses(expression, `${field}.matchExpressions[${index}]`),
    ),
  ];
}

/** Whether labels are what a selector asks for; an empty one asks for nothing. */
export function isSelected(
  selector: any,
  labels: Record<string, string> = {},
): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }: any) => {
      switch (operator) {
        case 'In':
          return key in labels && values.includes(labels[key]);
        case 'NotIn':
          return !values.includes(labels[key]);
        case 'Exists':
          return key in labels;
        default:
          return !(key in labels);
      }
    })
  );
}
