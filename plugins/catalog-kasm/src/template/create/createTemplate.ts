import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { autoscaleMapping } from '../agents/autoscaleFields';
import { poolMapping } from '../agents/poolFields';
import type { ClusterChoices } from '../clusterChoices';
import { publishedUrl, publishStep, type GitOps } from '../gitOps';
import { asInput, present } from '../specMapping';
import { templateEntity } from '../templateEntity';
import { howBig } from './howBig';
import { proposalInput } from './proposal';
import { reachedAndSecured } from './reachedAndSecured';
import { signingIn } from './signingIn';
import { specOfForm } from './specOfForm';
import { whatIsDone } from './whatIsDone';
import { whereAndWho } from './whereAndWho';

const APPLY =
  "not parameters.planOnly and parameters.delivery != 'pullRequest'";
const PROPOSE =
  "not parameters.planOnly and parameters.delivery == 'pullRequest'";
/** What asks the cluster has to have a writer, and a pull request has none to need. */
const ASK = "parameters.planOnly or parameters.delivery != 'pullRequest'";
/** The form remembers what was chosen before the delivery was. */
const WATCH =
  "parameters.delivery != 'pullRequest' and parameters.run.adopt == 'watch'";
const NEW = `not (${WATCH})`;

const when = (...conditions: string[]) =>
  `\${{ ${conditions.map(condition => `(${condition})`).join(' and ')} }}`;

const planned = [
  'Nothing was created.',
  `{% if ${WATCH} %}The portal would only watch \${{ steps.plan.output.ref }} and change nothing of it.`,
  '{% else %}It would create ${{ steps.plan.output.counts.create }} objects, change ${{ steps.plan.output.counts.change }} and leave ${{ steps.plan.output.counts.unchanged }} as they are; the log of the step *What would be created* names them.{% endif %}',
  'Run the template again without *Plan only* to do it.',
].join(' ');

/** The Create template, with the configured clusters and domains to choose from. */
export function createTemplate(
  owner: string,
  choices: ClusterChoices,
  gitOps?: GitOps,
): Entity {
  return templateEntity({
    name: 'kasm-workspaces',
    title: 'Kasm Workspaces',
    description:
      'Virtual desktops in the browser: database, control plane, certificate and ingress on one of our clusters, watched from then on',
    owner,
    tags: ['recommended'],
    spec: {
      parameters: [
        whereAndWho(choices),
        howBig(choices),
        reachedAndSecured(whatIsDone(gitOps)),
      ],
      steps: createSteps(gitOps),
      output: {
        links: [
          {
            title: 'Open it in the catalog',
            icon: 'catalog',
            if: present('steps.create.output.entityRef'),
            entityRef: '${{ steps.create.output.entityRef }}',
          },
          {
            title: 'Open Kasm',
            icon: 'dashboard',
            if: present('steps.create.output.url'),
            url: '${{ steps.create.output.url }}',
          },
          {
            title: 'Runbook',
            icon: 'docs',
            if: present('steps.create.output.runbookUrl'),
            url: '${{ steps.create.output.runbookUrl }}',
          },
          ...(gitOps
            ? [
                {
                  title: 'Open the pull request',
                  icon: 'github',
                  if: present('steps.publish.output'),
                  url: publishedUrl(gitOps),
                },
              ]
            : []),
        ],
        text: [
          signingIn,
          {
            title: 'Plan',
            default: true,
            if: '${{ parameters.planOnly }}',
            content: planned,
          },
        ],
      },
    },
  });
}

function createSteps(gitOps: GitOps | undefined): JsonObject[] {
  const spec = asInput(specOfForm);
  const adopt = `\${{ 'watch' if ${WATCH} else 'no' }}`;
  const deployment = {
    cluster: '${{ parameters.cluster }}',
    name: '${{ parameters.name }}',
  };
  const proposal: JsonObject[] = gitOps
    ? [
        {
          id: 'render',
          name: 'Write the manifests',
          if: when(PROPOSE),
          action: 'kasm:deployment:render',
          input: { ...spec, ...proposalInput },
        },
        publishStep(gitOps, when(PROPOSE)),
      ]
    : [];
  return [
    {
      id: 'preflight',
      name: 'Check the cluster',
      // What exists already would be found in the way of what is about to be adopted.
      if: when(ASK, NEW),
      action: 'kasm:deployment:preflight',
      input: spec,
    },
    {
      id: 'plan',
      name: 'What would be created',
      if: when(ASK),
      action: 'kasm:deployment:plan',
      input: { ...spec, adopt },
    },
    ...proposal,
    {
      id: 'create',
      name: 'Create the deployment',
      if: when(APPLY),
      action: 'kasm:deployment:create',
      input: {
        ...spec,
        onCancel: '${{ parameters.run.onFailure }}',
        adopt,
      },
    },
    {
      id: 'agents',
      name: 'Add agents',
      if: when(APPLY, NEW, "parameters.agents.kind == 'pool'"),
      action: 'kasm:agents:create',
      input: { ...deployment, ...asInput(poolMapping('agents.pool')) },
    },
    {
      id: 'autoscale',
      name: 'Prepare autoscaling',
      if: when(APPLY, NEW, "parameters.agents.kind == 'autoscaling'"),
      action: 'kasm:agents:autoscale',
      input: {
        ...deployment,
        ...asInput(autoscaleMapping('agents.autoscale')),
      },
    },
    {
      id: 'verify',
      name: 'Verify that it works',
      if: when(APPLY),
      action: 'kasm:deployment:verify',
      input: deployment,
    },
    {
      id: 'rollback',
      name: 'Remove what was made',
      // Does not run after a cancel: the create step does this by itself then.
      if: when('failure()', APPLY, "parameters.run.onFailure == 'rollback'"),
      action: 'kasm:deployment:rollback',
      input: deployment,
    },
  ];
}
