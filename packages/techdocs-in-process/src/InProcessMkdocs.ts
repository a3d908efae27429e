import type { TechDocsContainerRunner } from '@backstage/plugin-techdocs-node';
import { buildSite } from './buildSite';

/**
 * Runs no container: reads the mounted input as mkdocs would and writes the site to the mounted output.
 */
export class InProcessMkdocs implements TechDocsContainerRunner {
  async runContainer({
    mountDirs = {},
  }: {
    mountDirs?: Record<string, string>;
  }): Promise<void> {
    const folderOf = (mount: string) => {
      const found = Object.entries(mountDirs).find(([, at]) => at === mount);
      if (!found) {
        throw new Error(`TechDocs mounted no folder at ${mount}`);
      }
      return found[0];
    };
    await buildSite(folderOf('/input'), folderOf('/output'));
  }
}
