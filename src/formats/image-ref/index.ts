export { parseImageReference, type ImageReference, type ParsedReference } from "./reference.ts";
