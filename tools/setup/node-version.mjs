/**
 * Ends with a clear error where this Node is older than asked.
 * @param {string} needed such as `20.10`
 * @param {string} what what needs it
 */
export function needNode(needed, what) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  console.error(`error: Node ${process.versions.node} is too old`);
  console.error(`  why: ${what} needs Node ${needed} or newer`);
  console.error("  do: install a newer Node from nodejs.org or your distribution, and run the same command again");
  process.exit(2);
}
