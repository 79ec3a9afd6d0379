/** Whether a version such as `20.10.24+dfsg1` is at least major.minor. */
export function atLeast(version: string, major: number, minor: number): boolean {
  const [, a, b] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (a === undefined || b === undefined) return false;
  return Number(a) > major || (Number(a) === major && Number(b) >= minor);
}
