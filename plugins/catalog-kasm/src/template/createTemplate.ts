import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import type { ClusterChoices } from './clusterChoices';
import { howBig, reachedAndSecured, whereAndWho } from './pages';

const fields = [
  'cluster',
  'name',
  'title',
  'owner',
  'domain',
  'size',
  'database',
  'certificate',
  'ingress',
];

/** The Create template, with the configured clusters and domains to choose from. */
export function createTemplate(owner: string, choices: ClusterChoices): Entity {
  const location = 'kasm:create-template';
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: 'kasm-workspaces',
      title: 'Kasm Workspaces',
      description:
        'Virtual desktops in the browser: database, control plane, certificate and ingress on one of our clusters, watched from then on',
      tags: ['recommended', 'kasm', 'virtual-desktops'],
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
    spec: {
      owner,
      type: 'virtual-desktops',
      // Safe, since what is done is not repeated. Without it the task's page stops listening when it is
      // cancelled, and never shows what was left and how to go on.
      EXPERIMENTAL_recovery: { EXPERIMENTAL_strategy: 'startOver' },
      parameters: [whereAndWho(choices), howBig, reachedAndSecured],
      steps: [
        {
          id: 'create',
          name: 'Create the deployment',
          action: 'kasm:deployment:create',
          input: Object.fromEntries(
            fields.map(field => [field, `\${{ parameters.${field} }}`]),
          ),
        },
      ],
      output: {
        links: [
          {
            title: 'Open it in the catalog',
            icon: 'catalog',
            entityRef: '${{ steps.create.output.entityRef }}',
          },
          {
            title: 'Open Kasm',
            icon: 'dashboard',
            url: '${{ steps.create.output.url }}',
          },
          {
            title: 'Runbook',
            icon: 'docs',
            url: '${{ steps.create.output.runbookUrl }}',
          },
        ],
        text: [
          {
            title: 'Signing in',
            default: true,
            content:
              'Sign in at ${{ steps.create.output.url }} as `admin@kasm.local`. The first password is in the Secret `${{ steps.create.output.adminSecret.name }}`, key `${{ steps.create.output.adminSecret.key }}`, namespace `${{ steps.create.output.adminSecret.namespace }}`:\n\n```\nkubectl -n ${{ steps.create.output.adminSecret.namespace }} get secret ${{ steps.create.output.adminSecret.name }} -o jsonpath="{.data.${{ steps.create.output.adminSecret.key }}}" | base64 -d\n```\n',
          },
        ],
      },
    },
  };
}
