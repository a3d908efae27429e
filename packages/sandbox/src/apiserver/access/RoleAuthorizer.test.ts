import { createClusterStore } from '../createClusterStore';
import { RoleAuthorizer } from './RoleAuthorizer';

const RBAC = 'rbac.authorization.k8s.io';

describe('deciding by roles', () => {
  const store = createClusterStore({
    clock: { now: () => new Date(), after: () => () => {}, stop: () => {} },
  });
  const create = (kind: string, name: string, more: object) =>
    store.create({
      apiVersion: `${RBAC}/v1`,
      kind,
      metadata: { name, namespace: 'default' },
      ...more,
    });
  const authorizer = new RoleAuthorizer(store);
  const user = { name: 'joe', groups: ['team'] };
  const mayList = (resource: string) =>
    authorizer.decide(user, {
      verb: 'list',
      group: '',
      version: 'v1',
      resource,
      namespace: 'default',
    }).allowed;
  const bind = (name: string, subject: object) =>
    create('RoleBinding', name, {
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'look' },
      subjects: [subject],
    });

  beforeAll(() => {
    create('Role', 'look', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
    });
  });

  it('follows every change of bindings and roles at once', () => {
    expect(mayList('pods')).toBe(false);
    bind('joe', { kind: 'User', name: 'joe' });
    expect(mayList('pods')).toBe(true);
    store.update(`rolebindings.${RBAC}`, 'default', 'joe', binding => {
      binding.subjects = [{ kind: 'User', name: 'ann' }];
    });
    expect(mayList('pods')).toBe(false);
    bind('team', { kind: 'Group', name: 'team' });
    expect(mayList('pods')).toBe(true);
    store.update(`roles.${RBAC}`, 'default', 'look', role => {
      role.rules[0].resources = ['services'];
    });
    expect(mayList('pods')).toBe(false);
    expect(mayList('services')).toBe(true);
    store.delete(`rolebindings.${RBAC}`, 'default', 'team');
    expect(mayList('services')).toBe(false);
  });

  it('looks at nothing that is for others', () => {
    for (let count = 0; count < 2000; count += 1) {
      bind(`other-${count}`, { kind: 'User', name: `other-${count}` });
    }
    bind('one', { kind: 'User', name: 'joe' });
    const get = jest.spyOn(store, 'get');
    const list = jest.spyOn(store, 'list');
    expect(mayList('services')).toBe(true);
    expect(get).toHaveBeenCalledTimes(1);
    expect(list).not.toHaveBeenCalled();
    get.mockRestore();
    list.mockRestore();
  });
});
