import { defineRule } from "../define.ts";
import { endOfLife } from "../knowledge/end-of-life.ts";

export default defineRule({
  id: "SW9623",
  slug: "compose/end-of-life",
  title: "A service of a release past its end of life",
  severity: "warning",
  dimension: "security",
  profile: "default",
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "Nobody mends security faults in it any more.",
  sources: ["https://endoflife.date/"],
  aka: [],
  examples: [{ bad: "services:\n  db:\n    image: postgres:12\n", good: "services:\n  db:\n    image: postgres:18\n" }],
  quiet: ["services:\n  db:\n    image: example.org/postgres:12\n"],
  message: (a: { product: string; release: string; since: string }) =>
    `${a.product} ${a.release} has had no support since ${a.since}.`,
  check({ services, today, report }) {
    for (const { image, keys } of services) {
      const over = image === null ? null : endOfLife(image, today);
      if (over !== null) report({ span: keys.get("image")?.value ?? { start: 0, end: 0 }, args: over });
    }
  },
});
