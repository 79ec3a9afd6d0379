export { readStructureTests } from "./read.ts";
export type {
  CommandTest,
  FileContentTest,
  FileExistenceTest,
  MetadataTest,
  StructurePair,
  StructureTests,
} from "./tree.ts";
