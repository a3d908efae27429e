import type { JsonObject } from '@backstage/types';
import { branches, folded } from '../branches';
import type { GitOps } from '../gitOps';
import { proposal } from './proposal';
import { specOfForm } from './specOfForm';

const run = folded(
  'If something goes wrong, or is there already',
  'What stays after a failure; installations that exist',
  {
    onFailure: {
      title: 'When it fails or is cancelled',
      type: 'string',
      description:
        'After a failure the database stays in any case; an undo takes it away only after a cancel',
      enum: ['keep', 'rollback'],
      enumNames: [
        'Keep what was made: run it again with the same values to go on',
        'Undo it; data stays once people could have reached it',
      ],
      default: 'keep',
    },
    adopt: {
      title: 'An installation that exists',
      type: 'string',
      description:
        'To have the portal run it from now on, use the action kasm:deployment:create with adopt: takeOver and its present Helm values',
      enum: ['no', 'watch'],
      enumNames: ['There is none: make a new one', 'Only watch it'],
      default: 'no',
    },
  },
);

/** The end of the last page: what happens when Create is pressed. */
export function whatIsDone(gitOps: GitOps | undefined): {
  properties: JsonObject;
  dependencies?: JsonObject;
} {
  const manifests: JsonObject = {
    title: 'Manifests',
    description: 'What this form leads to, object by object',
    type: 'null',
    'ui:field': 'KasmManifestPreview',
    'ui:options': { spec: specOfForm as JsonObject },
    'ui:backstage': { review: { show: false } },
  };
  const planOnly: JsonObject = {
    title: 'Plan only',
    type: 'boolean',
    description:
      'Check the cluster and show what would be created, and create nothing',
    default: false,
  };
  if (!gitOps) {
    return { properties: { manifests, planOnly, run } };
  }
  const delivery: JsonObject = {
    title: 'Delivery',
    type: 'string',
    description: 'A pull request asks no cluster anything',
    enum: ['apply', 'pullRequest'],
    enumNames: [
      'The portal applies it to the cluster',
      'A pull request with the manifests, for GitOps',
    ],
    default: 'apply',
  };
  return {
    properties: { manifests, delivery, planOnly },
    dependencies: branches('delivery', {
      apply: { properties: { run } },
      pullRequest: { properties: { proposal } },
    }),
  };
}
