export { type ImageConfig, type ImageHealthcheck, type ImageHistory, instructionText } from "./config.ts";
export type { ImageArchiveProblem } from "./errors.ts";
export { type Content, type FinalEntry, FinalView, type ViewChange, whiteoutOf } from "./final-view.ts";
export { layoutSource, type LayoutSource } from "./layout.ts";
export type { ArchiveLimits } from "./limits.ts";
export {
  collect,
  type ImageArchive,
  type ImageLayer,
  type ImageManifest,
  type ImageVisitor,
  type LayerVisitor,
  openImage,
  type OpenOptions,
  type ReadFile,
} from "./open.ts";
export { cleanPath, linkTarget } from "./path.ts";
export { memorySource } from "./source.ts";
export type { ContentSink, EntryVisitor, TarEntry } from "./tar-parser.ts";
export type { EntryType } from "./tar-header.ts";
