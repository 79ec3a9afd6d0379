/** The folder of the docs in the package; the rules' pages are in `rules/`. Source and bundle lie equally deep below it. */
export const docs = new URL("../../docs/", import.meta.url);
