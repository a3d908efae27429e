import {
  kasmVersions,
  type KasmVersionData,
} from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import { runningVersion } from './components';
import type { Context } from './Context';

/** What Kasm's proxy listens on, by the version that runs; undefined for one that nobody looked at. */
export function proxyPorts(
  context: Context,
): KasmVersionData['proxyPorts'] | undefined {
  const minor = minorOf(runningVersion(context));
  return minor === undefined
    ? undefined
    : kasmVersions().find(({ kasm }) => minorOf(kasm) === minor)?.proxyPorts;
}

function minorOf(version: string | undefined): string | undefined {
  return /^v?(\d+\.\d+)(\.|-|$)/.exec(version ?? '')?.[1];
}
