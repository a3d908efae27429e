import type { KasmDeploymentSpec } from '../../spec/KasmDeploymentSpec';
import { kasm1181 } from './kasm1181';
import { kasm119 } from './kasm119';
import type { KasmVersionData } from './KasmVersionData';

const VERSIONS: Record<KasmDeploymentSpec['kasmVersion'], KasmVersionData> = {
  '1.18.1': kasm1181,
  '1.19.0': kasm119,
};

/**
 * The data of a Kasm release that a spec can ask for.
 *
 * @public
 */
export function kasmVersion(
  version: KasmDeploymentSpec['kasmVersion'],
): KasmVersionData {
  return VERSIONS[version];
}

/**
 * The data of every Kasm release that a spec can ask for, oldest first.
 *
 * @public
 */
export function kasmVersions(): KasmVersionData[] {
  return Object.values(VERSIONS);
}
