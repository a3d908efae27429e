/** A pod as the checks look at it. */
export interface Subject {
  spec: any;
  containers: any[];
}

/** One rule of the Pod Security Standards: what is wrong, in the words of the admission plugin. */
export type Check = (subject: Subject) => string | undefined;

/** Names as messages have them. */
export const quoted = (names: string[]) =>
  names.map(name => JSON.stringify(name)).join(', ');
/** Containers as messages call them. */
export const containersCalled = (names: string[]) =>
  `container${names.length > 1 ? 's' : ''} ${quoted(names)}`;

/** Names of the containers of which something is true. */
export const those = (containers: any[], is: (container: any) => boolean) =>
  containers.filter(is).map(({ name }) => name as string);
/** What a pod or a container says of its security. */
export const security = (container: any) => container.securityContext ?? {};

/** What is wrong with the capabilities that containers add. */
export function addsCapabilities(containers: any[], allowed: string[]) {
  const added = (container: any) =>
    ((security(container).capabilities?.add ?? []) as string[]).filter(
      each => !allowed.includes(each),
    );
  const names = those(containers, each => added(each).length > 0);
  const what = [...new Set(containers.flatMap(added))].sort();
  return names.length > 0
    ? `${containersCalled(names)} must not include ${quoted(
        what,
      )} in securityContext.capabilities.add`
    : undefined;
}

/** A violation with what is wrong in brackets; none when nothing is. */
export const withReason = (
  title: string,
  ...details: Array<string | undefined>
) => {
  const said = details.filter(Boolean);
  return said.length > 0 ? `${title} (${said.join('; ')})` : undefined;
};
