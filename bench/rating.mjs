import { compare } from "./hadolint.mjs";

/**
 * What rating a corpus costs, and the share of hadolint's time that it takes: 100 times as fast is one hundredth.
 * @param {string} _root
 * @param {{ readonly corpus?: string, readonly hadolint?: string }} given
 * @returns {Promise<import("./run.mjs").Figure[]>}
 */
export async function ratingFigures(_root, { corpus, hadolint }) {
  if (corpus === undefined) throw new Error("not run: it needs --corpus <folder with Dockerfiles>");
  const { files, seconds } = await compare(corpus, hadolint === undefined ? {} : { hadolint });
  const how = `${files} files, profile all, processor time`;
  const share = (time) => (100 * time) / seconds.hadolint;
  return [
    { name: "rating a file", value: (seconds.library * 1e6) / files, unit: " us", limit: 250, how: `${how}, warm` },
    { name: "rating against hadolint", value: share(seconds.library), unit: " %", limit: 1, how: `${how}, warm` },
    {
      name: "rating against hadolint, whole processes",
      value: share(seconds.program),
      unit: " %",
      limit: null,
      how: `${how}, start and output included`,
    },
  ];
}
