/**
 * Expressions that may take more than linear time, each with the reason why their input is short.
 * @type {readonly import("./judge.mjs").Allowed[]}
 */
export const allowed = [];
