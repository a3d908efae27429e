/** How long ago, as kubectl's tables say it: `119s`, `3m20s`, `3h20m`, `2d3h`, `364d`, `2y3d`. */
export function ago(from: string | undefined, now: Date): string {
  const time = from ? Date.parse(from) : NaN;
  if (Number.isNaN(time)) {
    return '<unknown>';
  }
  return duration(Math.floor((now.getTime() - time) / 1000));
}

function two(big: number, bigUnit: string, small: number, smallUnit: string) {
  return small === 0
    ? `${big}${bigUnit}`
    : `${big}${bigUnit}${small}${smallUnit}`;
}

/** @param seconds - whole seconds */
export function duration(seconds: number): string {
  if (seconds < -1) {
    return '<invalid>';
  }
  if (seconds < 0) {
    return '0s';
  }
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const years = Math.floor(days / 365);
  if (seconds < 120) {
    return `${seconds}s`;
  }
  if (minutes < 10) {
    return two(minutes, 'm', seconds % 60, 's');
  }
  if (hours < 3) {
    return `${minutes}m`;
  }
  if (hours < 8) {
    return two(hours, 'h', minutes % 60, 'm');
  }
  if (hours < 48) {
    return `${hours}h`;
  }
  if (days < 8) {
    return two(days, 'd', hours % 24, 'h');
  }
  if (years < 2) {
    return `${days}d`;
  }
  return years < 8 ? two(years, 'y', days % 365, 'd') : `${years}y`;
}
