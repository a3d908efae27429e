import { kasmDeploymentSpec } from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { asked } from '../../__testUtils__/inMemory';
import { controlPlaneDemand, databaseDemand } from '../demand';
import { judgeLimits } from './quota';

const spec = kasmDeploymentSpec.parse(asked);
const there = (items: object[]) => ({ state: 'there', value: items } as any);
const quota = (hard: object, used: object = {}) => ({
  metadata: { name: 'q' },
  spec: { hard },
  status: { hard, used },
});
const range = (limit: object) => ({
  metadata: { name: 'r' },
  spec: { limits: [limit] },
});

function judge(quotas: object[], ranges: object[] = [], database = false) {
  return judgeLimits({
    id: 'quota',
    place: 'kasm',
    quotas: there(quotas),
    ranges: there(ranges),
    demand: database ? databaseDemand(spec) : controlPlaneDemand(spec),
  });
}

describe('the limits of a namespace', () => {
  it.each([
    ['nothing', [], 'pass'],
    ['room enough', [quota({ 'requests.cpu': '2', pods: '10' })], 'pass'],
    ['too little cpu', [quota({ 'requests.cpu': '1' })], 'fail'],
    ['room that is used', [quota({ cpu: '2' }, { cpu: '1500m' })], 'fail'],
    ['too few pods', [quota({ pods: '5' })], 'fail'],
    ['something else', [quota({ 'count/secrets': '1' })], 'pass'],
    [
      'a scope',
      [
        {
          metadata: { name: 'q' },
          spec: { hard: { pods: '1' }, scopes: ['x'] },
        },
      ],
      'pass',
    ],
  ])('with %s', (_, quotas, status) => {
    expect(judge(quotas).status).toBe(status);
  });

  it('names the amount that is missing', () => {
    expect(judge([quota({ 'requests.memory': '128Mi' })]).detail).toMatch(
      /quota q leaves 0\.1\dGi of requests\.memory, and 0\.3\dGi is needed/,
    );
  });

  it('knows that PostgreSQL sets no cpu limit, unless a LimitRange does', () => {
    const limited = [quota({ 'limits.cpu': '100' })];
    expect(judge(limited, [], true).detail).toContain('do not set');
    expect(
      judge(
        limited,
        [range({ type: 'Container', default: { cpu: '1' } })],
        true,
      ).status,
    ).toBe('pass');
  });

  it.each([
    [{ type: 'Container', max: { memory: '256Mi' } }, false, 'fail'],
    [{ type: 'Container', min: { cpu: '1' } }, false, 'fail'],
    [{ type: 'Container', max: { memory: '4Gi' } }, false, 'pass'],
    [{ type: 'PersistentVolumeClaim', max: { storage: '10Gi' } }, true, 'fail'],
    [{ type: 'PersistentVolumeClaim', max: { storage: '50Gi' } }, true, 'pass'],
  ])('with the range %j', (limit, database, status) => {
    expect(judge([], [range(limit)], database).status).toBe(status);
  });

  it('does not count twice what is there', () => {
    expect(
      judgeLimits({
        id: 'quota',
        place: 'kasm',
        quotas: there([quota({ pods: '1' }, { pods: '1' })]),
        ranges: there([]),
        demand: [],
      }).status,
    ).toBe('pass');
  });
});
