import type { JsonObject } from '@backstage/types';
import { folded } from '../branches';
import type { GitOps } from '../gitOps';
import { specOfForm } from './specOfForm';

/** The end of the last page: what happens when Create is pressed. */
export function whatIsDone(gitOps: GitOps | undefined): JsonObject {
  return {
    manifests: {
      title: 'Manifests',
      description: 'What this form leads to, object by object',
      type: 'null',
      'ui:field': 'KasmManifestPreview',
      'ui:options': { spec: specOfForm as JsonObject },
      'ui:backstage': { review: { show: false } },
    },
    ...(gitOps && {
      delivery: {
        title: 'Delivery',
        type: 'string',
        enum: ['apply', 'pullRequest'],
        enumNames: [
          'The portal applies it to the cluster',
          'A pull request with the manifests, for GitOps',
        ],
        default: 'apply',
      },
    }),
    planOnly: {
      title: 'Plan only',
      type: 'boolean',
      description:
        'Check the cluster and show what would be created, and create nothing',
      default: false,
    },
    run: folded(
      'If something goes wrong, or is there already',
      'What stays after a failure; installations that exist',
      {
        onFailure: {
          title: 'When it fails or is cancelled',
          type: 'string',
          enum: ['keep', 'rollback'],
          enumNames: [
            'Keep what was made: run it again with the same values to go on',
            'Remove what was made, except data',
          ],
          default: 'keep',
        },
        adopt: {
          title: 'An installation that exists',
          type: 'string',
          enum: ['no', 'watch', 'takeOver'],
          enumNames: [
            'There is none: make a new one',
            'Only watch it',
            'Take it over: the portal runs it from now on',
          ],
          default: 'no',
        },
      },
    ),
  };
}
