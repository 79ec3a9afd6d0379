import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW8024",
  slug: "syntax/more-than-is-read",
  title: "More than is looked at",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  points: 1,
  fix: "none",
  since: "0.1.0",
  why: "Rules look at the first 10,000 instructions of a file and the first 10,000 commands of their RUN, so that a file made to be slow costs no more than others; the longest of 2,585 real ones have 105 and 112. What stands behind them is in no other finding.",
  sources: ["https://docs.docker.com/build/building/best-practices/#minimize-the-number-of-layers"],
  aka: [],
  examples: [
    {
      bad: "FROM debian:13\nRUN make a && make b\nRUN make c && make d\n",
      good: "FROM debian:13\nRUN make a && make b\nCOPY c /\n",
      settings: { lookAtMost: 3 },
    },
    {
      bad: "FROM debian:13\nENV A=b\nENV C=d\nRUN make\n",
      good: "FROM debian:13\nENV A=b C=d\nRUN make\n",
      settings: { lookAtMost: 3 },
    },
  ],
  message: (a: { most: number }) => `From here on nothing was looked at: there is more than ${a.most} of it.`,
  check({ view, report }) {
    const { unread } = view;
    if (unread !== null) report({ span: unread.keyword, args: { most: view.settings.lookAtMost } });
  },
});
