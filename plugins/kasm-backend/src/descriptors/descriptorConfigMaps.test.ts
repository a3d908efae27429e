import type { KubeObject } from '@kasm-portal/backstage-plugin-kasm-node';
import { descriptorConfigMaps } from './descriptorConfigMaps';

const configMap = (
  metadata: Partial<KubeObject['metadata']>,
  descriptor: unknown,
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'kasm-descriptor',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'kasm-portal/deployment': 'kasm' },
    ...metadata,
  },
  data: { 'descriptor.json': JSON.stringify(descriptor) },
});

const descriptor = {
  version: 1,
  state: 'active',
  createdAt: '1999-01-01T00:00:00Z',
  spec: {
    cluster: 'rke2',
    name: 'kasm',
    owner: 'group:default/platform',
    domain: 'example.com',
  },
};

describe('descriptorConfigMaps', () => {
  it('reads a descriptor, and its age from the API server only', () => {
    expect(
      descriptorConfigMaps.project(configMap({}, descriptor)),
    ).toMatchObject({
      createdAt: '2026-01-01T00:00:00Z',
      descriptor: { spec: { name: 'kasm' } },
    });
  });

  it.each([
    [{ name: 'other-descriptor' }],
    [{ labels: { 'kasm-portal/deployment': 'other' } }],
  ])('refuses one whose name or label say something else: %j', metadata => {
    const found = descriptorConfigMaps.project(configMap(metadata, descriptor));

    expect(found.descriptor).toBeUndefined();
    expect(found.problem).toContain('must be kasm-descriptor');
  });

  it('says what is wrong with what cannot be read', () => {
    expect(
      descriptorConfigMaps.project(
        configMap({}, { ...descriptor, surprise: true }),
      ).problem,
    ).toContain('surprise');
  });
});
