/** Seconds that apt waits for another one, such as unattended upgrades, to let go of its lock. */
export const aptLockSeconds = 120;
