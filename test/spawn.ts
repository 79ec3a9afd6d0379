import { createSpawn } from "../src/engines/spawn.ts";

/** Real processes with the environment of the tests. */
export const spawn = createSpawn(process.env);
