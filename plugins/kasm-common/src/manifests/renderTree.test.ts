import { kasmDeploymentSpec } from '../spec';
import { renderTree } from './renderTree';

const asked = {
  cluster: 'rke2',
  owner: 'group:default/platform-engineers',
  domain: 'example.com',
};

describe('renderTree', () => {
  it('has the files that the platform documents', () => {
    const tree = renderTree(
      kasmDeploymentSpec.parse({
        ...asked,
        database: {
          backups: {
            method: 'plugin',
            destinationPath: 's3://cnpg-backups/kasm-pg',
            credentialsSecret: 'backup-credentials',
          },
        },
      }),
    );
    expect(Object.keys(tree)).toEqual(
      expect.arrayContaining([
        'services/kasm/kustomization.yaml',
        'services/kasm/namespace.yaml',
        'services/kasm/kasm-values.yaml',
        'services/kasm/certificate.yaml',
        'services/kasm/ingressroute.yaml',
        'services/kasm/postgres/secret.yaml',
        'services/kasm/postgres/kasm-pg-cluster.yaml',
        'services/kasm/postgres/kasm-pg-scheduled-backup.yaml',
      ]),
    );
  });

  it('lists in the kustomization files that are there', () => {
    const tree = renderTree(kasmDeploymentSpec.parse(asked));
    const [{ resources }] = tree['services/kasm/kustomization.yaml'] as any;
    expect(resources).toEqual([
      'namespace.yaml',
      'certificate.yaml',
      'ingressroute.yaml',
    ]);
    for (const file of resources) {
      expect(tree).toHaveProperty([`services/kasm/${file}`]);
    }
  });

  it('has a placeholder wherever a password belongs, in both namespaces', () => {
    const tree = renderTree(kasmDeploymentSpec.parse(asked));
    const secrets = tree['services/kasm/postgres/secret.yaml'] as any[];
    expect(secrets).toHaveLength(4);
    for (const secret of secrets) {
      expect(secret.stringData.password).toBe('CHANGEME');
      expect(secret).not.toHaveProperty('data');
    }
  });
});
