import { runbookPath } from './runbook';

describe('runbookPath', () => {
  it('leads to the section of a finding', () => {
    expect(runbookPath('troubleshooting/#database-down')).toBe(
      '/docs/default/component/kasm-runbook/troubleshooting/#database-down',
    );
  });

  it.each(['', '../../secret', '//elsewhere.example', 'data:text/html,hello'])(
    'leads to the front page when the section is %j',
    section => {
      expect(runbookPath(section)).toBe(
        '/docs/default/component/kasm-runbook/',
      );
    },
  );
});
