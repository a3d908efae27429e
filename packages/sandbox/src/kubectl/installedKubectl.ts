import { spawnSync } from 'node:child_process';

/**
 * Minor version of the kubectl on the PATH. Throws, so that a suite without kubectl fails instead of
 * proving nothing.
 */
function minorVersion(): number {
  const { status, stdout } = spawnSync(
    'kubectl',
    ['version', '--client', '-o', 'json'],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(
      "These tests need kubectl on the PATH: install Debian's package kubernetes-client, or kubectl of a release from 1.20 on.",
    );
  }
  return parseInt(JSON.parse(stdout).clientVersion.minor, 10);
}

/** Minor version of the kubectl that the tests run: 32 of `v1.32.4`. */
export const kubectlMinor = minorVersion();

/** What came with which release; an older kubectl has no such command or option to be tried. */
export const kubectlHas = {
  /** `wait --for=jsonpath`. */
  waitForField: kubectlMinor >= 23,
  createToken: kubectlMinor >= 24,
  subresources: kubectlMinor >= 24,
  /** CronJobs, PodDisruptionBudgets and evictions as the sandbox serves them. */
  presentVersions: kubectlMinor >= 22,
  /** OpenAPI v3, and with it the server's own validation and dry runs. */
  openApi3: kubectlMinor >= 27,
  /** `events`, out of alpha. */
  events: kubectlMinor >= 26,
  whoami: kubectlMinor >= 28,
  /** `wait --for=create`. */
  waitForCreation: kubectlMinor >= 31,
};
