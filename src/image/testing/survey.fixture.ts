import type { ImageInspection } from "../../core/inspection.ts";
import { type ImageArchive, memorySource, openImage } from "../../formats/image-archive/index.ts";
import {
  dockerArchive,
  ociArchive,
  type Written,
  type WrittenImage,
} from "../../formats/image-archive/tar-writer.fixture.ts";
import { surveyImage } from "../survey.ts";

export const opened = (image: WrittenImage): Promise<ImageArchive> => openImage(memorySource(dockerArchive(image)));

/** Surveys an image as docker saves it, plain. */
export async function surveyed(image: WrittenImage): Promise<ImageInspection> {
  return (await surveyImage("app", await opened(image), { secrets: true })).inspection;
}

/** The same from an OCI archive with gzip layers, where nothing lies as it is. */
export async function surveyedPacked(image: WrittenImage): Promise<ImageInspection> {
  const archive = await openImage(memorySource(ociArchive(image)));
  return (await surveyImage("app", archive, { secrets: true })).inspection;
}

export const program = (name: string, content: Uint8Array | string): Written => ({ name, content, mode: 0o755 });
export const link = (name: string, linkname: string): Written => ({ name, flag: "2", linkname });
