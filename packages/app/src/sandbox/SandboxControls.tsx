import Button from '@material-ui/core/Button';
import FormControl from '@material-ui/core/FormControl';
import InputLabel from '@material-ui/core/InputLabel';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { SandboxApi, SandboxState } from './SandboxApi';

const SPEEDS = [0, 1, 10, 60];

const useStyles = makeStyles(theme => ({
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(3),
  },
  choice: { minWidth: 160 },
}));

const speedText = (speed: number) =>
  speed === 0 ? 'Stands still' : `${speed} × real time`;

/** What concerns the whole sandbox, and which deployment and faults the lists below are about. */
export function SandboxControls(props: {
  state: SandboxState;
  target: string;
  onTarget: (target: string) => void;
  filter: string;
  onFilter: (filter: string) => void;
  act: (action: (api: SandboxApi) => Promise<unknown>) => Promise<void>;
}) {
  const { state, target, onTarget, filter, onFilter, act } = props;
  const classes = useStyles();
  const { deployments, speed, day, faults } = state;
  const speeds = [...new Set([...SPEEDS, speed])].sort((a, b) => a - b);
  return (
    <div className={classes.controls}>
      <FormControl className={classes.choice}>
        <InputLabel id="sandbox-deployment">Deployment</InputLabel>
        <Select
          labelId="sandbox-deployment"
          value={deployments.includes(target) ? target : ''}
          onChange={({ target: { value } }) => onTarget(value as string)}
        >
          {deployments.map(name => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </Select>
      </FormControl>
      <FormControl className={classes.choice}>
        <InputLabel id="sandbox-time">Time</InputLabel>
        <Select
          labelId="sandbox-time"
          value={speed}
          onChange={({ target: { value } }) =>
            act(api => api.setSpeed(Number(value)))
          }
        >
          {speeds.map(each => (
            <MenuItem key={each} value={each}>
              {speedText(each)}
            </MenuItem>
          ))}
        </Select>
      </FormControl>
      <TextField
        id="sandbox-filter"
        label="Filter faults"
        value={filter}
        onChange={({ target: { value } }) => onFilter(value)}
      />
      <Button
        variant="outlined"
        onClick={() => act(api => (day ? api.stopDay() : api.playDay(target)))}
      >
        {day ? `End the day (${day.time})` : 'Play a day in a minute'}
      </Button>
      <Button
        variant="outlined"
        color="primary"
        disabled={!faults.some(({ active }) => active)}
        onClick={() => act(api => api.healAll())}
      >
        Heal everything
      </Button>
      {day && (
        <Typography variant="body2" role="status">
          {day.sessions} {day.sessions === 1 ? 'session' : 'sessions'}.{' '}
          {day.latest}.
        </Typography>
      )}
    </div>
  );
}
