import type { Config } from '@backstage/config';
import type { JsonObject } from '@backstage/types';

/** How a published change is asked for and found again, by the action that publishes it. */
const PUBLISHERS: Record<
  string,
  { input: (change: Change) => JsonObject; output: string }
> = {
  'publish:github:pull-request': {
    input: ({ branch, description, ...change }) => ({
      ...change,
      branchName: branch,
      description,
    }),
    output: 'remoteUrl',
  },
  'publish:gitlab:merge-request': {
    input: ({ branch, description, ...change }) => ({
      ...change,
      branchName: branch,
      description,
    }),
    output: 'mergeRequestUrl',
  },
  'publish:bitbucketServer:pull-request': {
    input: ({ branch, ...change }) => ({ ...change, sourceBranch: branch }),
    output: 'pullRequestUrl',
  },
  'publish:bitbucketCloud:pull-request': {
    input: ({ branch, ...change }) => ({ ...change, sourceBranch: branch }),
    output: 'pullRequestUrl',
  },
};

interface Change extends JsonObject {
  repoUrl: string;
  title: string;
  branch: string;
  description: string;
}

/** Where rendered deployments are proposed. */
export interface GitOps {
  action: string;
  repoUrl: string;
}

/**
 * `kasm.catalog.gitops`; without it the form offers no pull request.
 *
 * @throws Error naming the actions that are known
 */
export function readGitOps(config: Config): GitOps | undefined {
  const gitops = config.getOptionalConfig('kasm.catalog.gitops');
  if (!gitops) {
    return undefined;
  }
  const action = gitops.getString('action');
  if (!Object.hasOwn(PUBLISHERS, action)) {
    throw new Error(
      `kasm.catalog.gitops.action is "${action}"; it must be one of: ${Object.keys(
        PUBLISHERS,
      ).join(', ')}`,
    );
  }
  return { action, repoUrl: gitops.getString('repoUrl') };
}

/** The step that proposes what was rendered, with the repository from the configuration alone. */
export function publishStep(
  { action, repoUrl }: GitOps,
  condition: string,
): JsonObject {
  return {
    id: 'publish',
    name: 'Propose it as a pull request',
    if: condition,
    action,
    input: PUBLISHERS[action].input({
      repoUrl,
      title: 'Kasm Workspaces ${{ parameters.name }}',
      branch: 'kasm-${{ parameters.cluster }}-${{ parameters.name }}',
      description:
        'Manifests of the Kasm Workspaces deployment ${{ parameters.cluster }}/${{ parameters.name }}, owner ${{ parameters.owner }}. Made by the portal.',
    }),
  };
}

/** Address of what was proposed, for the template's output. */
export function publishedUrl({ action }: GitOps): string {
  return `\${{ steps.publish.output.${PUBLISHERS[action].output} }}`;
}
