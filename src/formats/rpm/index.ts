export { DamagedRpmDatabase } from "./damaged.ts";
export { type RpmDatabaseForm, rpmPackages } from "./database.ts";
export { DamagedRpmHeader, type RpmPackage } from "./header.ts";
