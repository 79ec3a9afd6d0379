export { rpmPackages } from "./database.ts";
export { DamagedRpmHeader, type RpmPackage } from "./header.ts";
