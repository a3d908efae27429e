import { command } from '../command';
import { rule } from './rule';

/** Fewer answers tell nothing. */
const ENOUGH = 15;
const MUCH = 0.1;

export const kasmApiErratic = rule('kasm-api-erratic', 'kasmApi', context => {
  const { calls } = context.sights.kasmApi.facts ?? {};
  if (!calls || calls.made < ENOUGH || calls.failed < calls.made * MUCH) {
    return [];
  }
  const { namespace } = context.deployment;
  return [
    {
      severity: 'warning',
      title: `Kasm's API answers unreliably: ${inWords(
        calls.failed / calls.made,
      )} fails`,
      evidence: [
        'Status 500, a page instead of JSON, or an error message, of the portal’s own calls.',
      ],
      remedy: [
        [
          'See whether the API restarts or lacks database connections.',
          command`kubectl -n ${namespace} get pods -l app.kubernetes.io/component=api`,
        ],
        [
          'Read its log.',
          command`kubectl -n ${namespace} logs -l app.kubernetes.io/component=api --tail=200`,
        ],
      ],
    },
  ];
});

/** No exact share: it is another with every answer. */
function inWords(share: number): string {
  if (share < 0.2) return 'one call of ten';
  return share < 0.45 ? 'one call of three' : 'every second call';
}
