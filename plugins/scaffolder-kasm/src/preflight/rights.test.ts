import {
  deploymentNames,
  kasmDeploymentSpec,
} from '@kasm-portal/backstage-plugin-kasm-common/spec';
import { asked, configWith } from '../__testUtils__/inMemory';
import { describeRight } from './Right';
import { neededRights } from './rights';

function rightsOf(more: object = {}, rollsBack = false): string[] {
  const spec = kasmDeploymentSpec.parse({ ...asked, ...more });
  return neededRights(
    {
      spec,
      names: deploymentNames(spec),
      cluster: configWith().clusters[0],
      rollsBack,
    },
    { missing: [], networkPolicies: false },
  ).map(describeRight);
}

describe('rights that a run asks for', () => {
  it('include removing what failed in an earlier run', () => {
    expect(rightsOf()).toEqual(
      expect.arrayContaining([
        'delete jobs.batch helm-install-kasm in kasm-portal',
        'delete jobs.batch in kasm',
      ]),
    );
  });

  it("include making Traefik's HelmChartConfig where there is none", () => {
    expect(
      rightsOf({ ingress: { manageTraefikTimeouts: true } }).filter(right =>
        /helmchartconfigs/.test(right),
      ),
    ).toEqual(
      ['get', 'create', 'patch'].map(
        verb =>
          `${verb} helmchartconfigs.helm.cattle.io rke2-traefik in kube-system`,
      ),
    );
  });

  it("include taking away what fills the superuser's Secret in Kasm's namespace", () => {
    const external = (database: object) =>
      rightsOf({
        database,
        secrets: {
          mode: 'externalSecrets',
          store: { name: 'vault' },
          credentialsPath: 'kasm/database',
          superuserPath: 'kasm/superuser',
        },
      }).filter(right => /^delete externalsecrets/.test(right));
    expect(external({})).toEqual([
      expect.stringMatching(/kasm-pg-superuser-secret in kasm$/),
    ]);
    expect(external({ keepSuperuser: true })).toEqual([]);
  });

  it('include removing all that was made only when cancelling does that', () => {
    const removals = (rollsBack: boolean) =>
      rightsOf({}, rollsBack).filter(right => /^delete/.test(right));
    expect(removals(true)).toEqual(
      expect.arrayContaining([
        'delete helmcharts.helm.cattle.io in kasm-portal',
        'delete configmaps in kasm-portal',
        'delete certificates.cert-manager.io in kasm',
        'delete ingressroutes.traefik.io in kasm',
        'delete clusters.postgresql.cnpg.io kasm-pg in database',
        'delete secrets kasm-pg-credentials in database',
      ]),
    );
    expect(removals(false).join()).not.toMatch(/helmcharts|clusters/);
  });
});
