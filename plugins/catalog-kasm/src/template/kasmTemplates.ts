import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { addAgentsTemplate } from './agents/addAgentsTemplate';
import { removeAgentsTemplate } from './agents/removeAgentsTemplate';
import { changeTemplate } from './change/changeTemplate';
import { clusterChoices } from './clusterChoices';
import { createTemplate } from './create/createTemplate';
import { readGitOps } from './gitOps';
import { removeTemplate } from './remove/removeTemplate';

/**
 * The templates, with what the configuration offers to choose from.
 *
 * @param owner - entity that owns them
 * @public
 */
export function kasmTemplates(owner: string, config: Config): Entity[] {
  const choices = clusterChoices(config);
  if (choices.clusters.length === 0) {
    // There is nothing to create on, and nothing to choose.
    return [];
  }
  return [
    createTemplate(owner, choices, readGitOps(config)),
    changeTemplate(owner),
    ...(choices.agentClusters.length > 0
      ? [addAgentsTemplate(owner, choices), removeAgentsTemplate(owner)]
      : []),
    removeTemplate(owner),
  ];
}
