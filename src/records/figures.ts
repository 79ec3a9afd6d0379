/** Bytes as engines print them: decimal units, three significant digits. */
export function bytes(count: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${units[unit] ?? "B"}`;
}

/** Seconds as a person reads them: `0.04 s`, `3.2 s`, `74 s`, `3 min 12 s`. */
export function seconds(count: number): string {
  if (count < 0.995) return `${count.toFixed(2)} s`;
  if (count < 9.95) return `${count.toFixed(1)} s`;
  if (count < 99.5) return `${Math.round(count)} s`;
  const whole = Math.round(count);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A score out of ten: `10/10`, `8.4/10`. */
export function outOfTen(score: number): string {
  return `${Number(score.toFixed(1))}/10`;
}

/** `1 claim`, `3 claims`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The first 12 characters of a digest, without its algorithm. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, 12);
}
