/** Why a database of rpm cannot be read, as the end of a sentence about it. */
export class DamagedRpmDatabase extends Error {}

/** Headers of packages have some MB at most: those of a kernel's thousands of files about two. Bytes. */
export const largestHeader = 32 * 1024 * 1024;
