export { CertificateCollector, certificateBodies, type CertificateFound } from "./certificates.ts";
export { compareArchives, type Compared } from "./compare.ts";
export { differenceOf, type NamedImage } from "./difference.ts";
export { type Inspection, inspectImage, type InspectOptions } from "./inspect.ts";
export type { LayerRow } from "./layer-table.ts";
export type { ImagePackage } from "./packages/package.ts";
export { declaredSecrets, type ImageSecret } from "./secrets/collect.ts";
export { type Survey, surveyImage, type SurveyOptions } from "./survey.ts";
export { type EffectiveUser, effectiveUser } from "./user.ts";
