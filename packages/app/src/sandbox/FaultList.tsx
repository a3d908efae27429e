import { useState } from 'react';
import { InfoCard } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Switch from '@material-ui/core/Switch';
import Typography from '@material-ui/core/Typography';
import type { Fault } from './SandboxApi';

const useStyles = makeStyles(theme => ({
  faults: { listStyle: 'none', margin: 0, padding: theme.spacing(1, 2) },
  fault: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 0),
  },
}));

/** The faults of one area; a switch breaks it, the same switch mends it. */
export function FaultList(props: {
  area: string;
  faults: Fault[];
  onSwitch: (fault: Fault, on: boolean) => Promise<void>;
}) {
  const { area, faults, onSwitch } = props;
  const classes = useStyles();
  return (
    <InfoCard title={area} noPadding>
      <ul className={classes.faults}>
        {faults.map(fault => (
          <FaultItem key={fault.id} fault={fault} onSwitch={onSwitch} />
        ))}
      </ul>
    </InfoCard>
  );
}

function FaultItem(props: {
  fault: Fault;
  onSwitch: (fault: Fault, on: boolean) => Promise<void>;
}) {
  const { fault, onSwitch } = props;
  const classes = useStyles();
  // Until the sandbox has done it; a second click must not overtake the first.
  const [wanted, setWanted] = useState<boolean>();
  const name = `fault-${fault.id}`;
  return (
    <li className={classes.fault}>
      <div>
        <Typography id={name} variant="body2">
          {fault.title}
          {fault.target && ` (${fault.target})`}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {fault.description}
        </Typography>
      </div>
      <Switch
        color="primary"
        checked={wanted ?? fault.active}
        disabled={wanted !== undefined}
        inputProps={{ 'aria-labelledby': name }}
        onChange={async (_, on) => {
          setWanted(on);
          await onSwitch(fault, on);
          setWanted(undefined);
        }}
      />
    </li>
  );
}
