// Preloaded into every process that the starter starts: when the starter dies without a chance to say
// so, nothing may stay behind. The starter tells its pid, since it may be gone before this runs;
// processes that this one forks watch this one.
const parent = Number(process.env.KASM_STARTER_PID ?? process.ppid);
delete process.env.KASM_STARTER_PID;

setInterval(() => {
  if (process.ppid !== parent) {
    process.kill(process.pid, 'SIGINT');
    setTimeout(() => process.exit(1), 5_000).unref();
  }
}, 500).unref();
