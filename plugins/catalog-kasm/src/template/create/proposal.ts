import type { JsonObject } from '@backstage/types';
import { folded } from '../branches';
import { asInput, field } from '../specMapping';
import { IPV4 } from '../written';

const NEEDS_RESOLVER = ['1.19.0'];

/** What the portal finds out by itself where it applies the manifests: a pull request asks no cluster. */
export const proposal: JsonObject = folded(
  'What the files cannot know',
  'Whether the database is in use; what the cluster offers',
  {
    initialised: {
      title: 'The database was initialised before',
      type: 'boolean',
      description:
        'For files that replace those of a deployment that runs: its database must not be initialised again',
      default: false,
    },
    failurePolicy: {
      title: 'When the Helm release fails',
      type: 'string',
      enum: ['abort', 'retry'],
      enumNames: [
        'It waits for an operator',
        'It is tried again, where kubectl explain helmchart.spec lists failurePolicy with retry',
      ],
      default: 'abort',
    },
    forceConflicts: {
      title: 'Undo edits by hand at the next release',
      type: 'boolean',
      description:
        'Only where kubectl explain helmchart.spec lists forceConflicts',
      default: false,
    },
    rootCAsField: {
      title: 'Traefik of the cluster',
      type: 'string',
      description: 'Matters only where Kasm’s certificate is verified',
      enum: ['rootCAs', 'rootCAsSecrets'],
      enumNames: ['3.4 or newer', 'Before 3.4'],
      default: 'rootCAs',
    },
    nginxResolver: {
      title: 'Address of the cluster’s DNS',
      description:
        'Kasm 1.19 needs it on RKE2: see kubectl -n kube-system get service rke2-coredns-rke2-coredns',
      ...IPV4,
    },
  },
);

/** What `kasm:deployment:render` takes beside the spec. */
export const proposalInput: JsonObject = {
  initialize: '${{ not parameters.proposal.initialised }}',
  known: asInput({
    failurePolicy: field('proposal.failurePolicy'),
    forceConflicts: field('proposal.forceConflicts'),
    rootCAsField: field('proposal.rootCAsField'),
    nginxResolver: field('proposal.nginxResolver', {
      kasmVersion: NEEDS_RESOLVER,
    }),
  }),
};
