// Preloaded into every process that the starter starts: when the starter dies without a chance to say
// so, nothing may stay behind.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) {
    process.kill(process.pid, 'SIGINT');
    setTimeout(() => process.exit(1), 5_000).unref();
  }
}, 500).unref();
