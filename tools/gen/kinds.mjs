/**
 * The five kinds of units: where they live, how one is known, and what the list of a room is called.
 *
 * @typedef {object} Kind
 * @property {string} kind
 * @property {string} room the folder under src/
 * @property {string} define the function whose result is a unit's default export
 * @property {string} type the type of a unit, exported by the room's define.ts
 * @property {string} list the name that the list is exported by
 * @property {boolean} lazy whether each unit is loaded only when it is asked for
 * @property {string} under folder of new units, relative to the room; empty where the name has its own
 */

/** @type {readonly Kind[]} */
export const kinds = [
  { kind: "rule", room: "rules", define: "defineRule", type: "Rule", list: "rules", lazy: false, under: "" },
  { kind: "stack", room: "stacks", define: "defineStack", type: "Stack", list: "stacks", lazy: false, under: "units" },
  {
    kind: "claim",
    room: "claims",
    define: "defineClaim",
    type: "Claim",
    list: "allClaims",
    lazy: false,
    under: "units",
  },
  {
    kind: "diagnosis",
    room: "diagnoses",
    define: "defineDiagnosis",
    type: "DiagnosisUnit",
    list: "allDiagnoses",
    lazy: false,
    under: "",
  },
  { kind: "report", room: "reports", define: "defineReport", type: "Report", list: "reports", lazy: true, under: "" },
];
