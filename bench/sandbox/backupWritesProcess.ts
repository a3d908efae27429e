/* eslint-disable no-console -- tells its result to the process that started it */
import { writeBackups, type BackupWrites } from './backupWrites';

/** Writes in a process of its own, so that it competes with nobody for a turn. */
writeBackups(JSON.parse(process.argv[2]) as BackupWrites).then(
  sent => {
    console.log(JSON.stringify({ sent }));
    process.exit(0);
  },
  error => {
    console.error(error);
    process.exit(1);
  },
);
