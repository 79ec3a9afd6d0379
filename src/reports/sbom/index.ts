import type { ImageInspection } from "../../core/inspection.ts";
import { cyclonedx } from "./cyclonedx.ts";
import { spdx } from "./spdx.ts";

const forms = { cyclonedx, spdx } as const;

export type SbomForm = keyof typeof forms;
export const sbomForms: readonly SbomForm[] = ["cyclonedx", "spdx"];

/** The packages of an image as a bill of materials; the same image and version give the same text. */
export function sbomText(found: ImageInspection, form: SbomForm, version: string): string {
  return `${JSON.stringify(forms[form](found, version), null, 2)}\n`;
}
