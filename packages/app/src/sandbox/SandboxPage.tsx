import { useState } from 'react';
import {
  Content,
  Progress,
  ResponseErrorPanel,
  WarningPanel,
} from '@backstage/core-components';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { FaultList } from './FaultList';
import type { Fault } from './SandboxApi';
import { SandboxControls } from './SandboxControls';
import { useSandbox } from './useSandbox';

const FIRST = 'workspaces';

/** Breaks and mends the sandbox: every fault with a switch, and how fast time passes. */
export function SandboxPage() {
  const { state, error, act } = useSandbox();
  const [target, setTarget] = useState(FIRST);
  const [filter, setFilter] = useState('');
  if (!state) {
    return (
      <Content>
        {error ? <ResponseErrorPanel error={error} /> : <Progress />}
      </Content>
    );
  }
  const wanted = filter.trim().toLowerCase();
  const shown = state.faults.filter(({ id, title, description }) =>
    `${id} ${title} ${description}`.toLowerCase().includes(wanted),
  );
  const areas = [...new Set(shown.map(({ area }) => area))];
  const onSwitch = (fault: Fault, on: boolean) =>
    act(api => (on ? api.inject(fault, target) : api.heal(fault)));
  return (
    <Content>
      <Typography paragraph>
        Everything here is pretended: break something, look at the
        deployment&apos;s page, follow the runbook, and mend it again.
      </Typography>
      {error && <WarningPanel severity="error" title={error.message} />}
      <SandboxControls
        {...{ state, target, filter, act }}
        onTarget={setTarget}
        onFilter={setFilter}
      />
      {shown.length === 0 && (
        <Typography>No fault has “{filter}” in its name or text.</Typography>
      )}
      <Grid container>
        {areas.map(area => (
          <Grid item xs={12} md={6} key={area}>
            <FaultList
              area={area}
              faults={shown.filter(fault => fault.area === area)}
              onSwitch={onSwitch}
            />
          </Grid>
        ))}
      </Grid>
    </Content>
  );
}
