import type { KasmVersionData } from './KasmVersionData';

/** So long before its end a major is spoken of. */
const NOTICE_DAYS = 180;
const DAY = 24 * 60 * 60 * 1_000;

/**
 * What somebody should know of a release before choosing it, one sentence each, most important first.
 *
 * @public
 */
export function versionWarnings(version: KasmVersionData, now: Date): string[] {
  const { kasm, chart, agentInstallerUrl } = version;
  return [
    ...databaseWarning(version, now),
    ...(chart.maturity === 'preview'
      ? [`The vendor calls chart ${chart.version} a technical preview`]
      : []),
    ...(agentInstallerUrl === null
      ? [
          `The installer of agents for Kasm ${kasm} is not known: the cluster's configuration has to name it`,
        ]
      : []),
    ...(chart.repoVerified === null
      ? [
          `Nobody has verified lately that ${chart.repo} serves chart ${
            chart.version
          }; the same chart is at ${chart.otherSources.join(' and ')}`,
        ]
      : []),
  ];
}

function databaseWarning(
  { kasm, postgres }: KasmVersionData,
  now: Date,
): string[] {
  const left = Math.floor(
    (Date.parse(postgres.endOfLife) - now.getTime()) / DAY,
  );
  if (left > NOTICE_DAYS) {
    return [];
  }
  const what = `PostgreSQL ${postgres.major}, which Kasm ${kasm} needs,`;
  return [
    left < 0
      ? `${what} is past its end of life (${postgres.endOfLife}): it gets no more fixes`
      : `${what} reaches its end of life on ${postgres.endOfLife}`,
  ];
}
