import { GoText } from './causes';

const strings = (list: string[] | undefined) =>
  list?.length
    ? `[]string{${list.map(item => JSON.stringify(item)).join(', ')}}`
    : '[]string(nil)';

/** Labels as Go prints them. */
export function goMap(map: Record<string, string> | undefined): GoText {
  if (!map) {
    return new GoText('map[string]string(nil)');
  }
  const members = Object.keys(map)
    .sort()
    .map(key => `${JSON.stringify(key)}:${JSON.stringify(map[key])}`);
  return new GoText(`map[string]string{${members.join(', ')}}`);
}

/** A list of texts as Go prints it. */
export const goStrings = (list: string[] | undefined) =>
  new GoText(strings(list));

/** A label selector as Go prints it. */
export function goSelector(selector: any): GoText {
  const expressions = selector.matchExpressions?.length
    ? `[]v1.LabelSelectorRequirement{${selector.matchExpressions
        .map(
          ({ key, operator, values }: any) =>
            `v1.LabelSelectorRequirement{Key:${JSON.stringify(
              key ?? '',
            )}, Operator:${JSON.stringify(operator ?? '')}, Values:${strings(
              values,
            )}}`,
        )
        .join(', ')}}`
    : '[]v1.LabelSelectorRequirement(nil)';
  return new GoText(
    `v1.LabelSelector{MatchLabels:${
      goMap(selector.matchLabels).text
    }, MatchExpressions:${expressions}}`,
  );
}

/** A number or text as Go prints it. */
export const goIntOrString = (value: number | string) =>
  new GoText(
    typeof value === 'string'
      ? `intstr.IntOrString{Type:1, IntVal:0, StrVal:${JSON.stringify(value)}}`
      : `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`,
  );
