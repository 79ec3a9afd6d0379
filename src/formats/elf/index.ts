export { cargoPackages, embeddedPackages, type EmbeddedPackage, goPackages } from "./embedded.ts";
export { DamagedElf } from "./fields.ts";
export { machineOfArchitecture } from "./machines.ts";
export { type ElfFile, isElf, readElf } from "./read.ts";
