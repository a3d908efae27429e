/** Kubernetes' grammar of names, which host names and whole numbers meet too. */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/**
 * Stands for a name that may not be put into a shell. Upper case, so it is no name and no option.
 *
 * @public
 */
export const PLACEHOLDER = 'NAME';

/**
 * Whether a text may stand in a command as it is.
 *
 * @public
 */
export function isSafeName(text: string | undefined): text is string {
  return text !== undefined && NAME.test(text);
}

/**
 * A command line. Every value put into it is checked against the grammar of names, so that text from
 * a cluster can never become shell. It is the tag of a template.
 *
 * @public
 */
export function command(
  parts: TemplateStringsArray,
  ...names: Array<string | number | undefined>
): string {
  return names.reduce<string>((line, value, index) => {
    const text = value === undefined ? undefined : String(value);
    return `${line}${isSafeName(text) ? text : PLACEHOLDER}${parts[index + 1]}`;
  }, parts[0]);
}
