import { defineRule } from "../define.ts";
import { endOfLife } from "../knowledge/end-of-life.ts";
import { tableDate, tableSource } from "../knowledge/releases.ts";

export default defineRule({
  id: "SW1004",
  slug: "base-image/end-of-life",
  title: "Base image past its end of life",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: `Nobody mends security faults in it any more. Judged by an offline table of ${tableDate}.`,
  sources: [tableSource, "https://devguide.python.org/versions/", "https://nodejs.org/en/about/previous-releases"],
  aka: ["dockerfile-doctor:DD077", "tally:ruby/eol-ruby-version"],
  examples: [
    { bad: "FROM python:3.7-slim\n", good: "FROM python:3.13-slim\n" },
    { bad: "FROM node:22-buster\n", good: "FROM node:22-trixie\n" },
  ],
  quiet: [
    "FROM python:3.11-slim\n",
    "FROM alpine:3.22\n",
    "FROM debian:stable-slim\n",
    "FROM example.org/python:2.7\n",
  ],
  message: (a: { product: string; release: string; since: string }) =>
    `${a.product}${a.release === "" ? "" : ` ${a.release}`} has had no support since ${a.since}.`,
  check({ view, eachStage, report }) {
    eachStage((stage) => {
      const base = view.base(stage);
      if (base.kind !== "image" || base.image === null || stage.from.image === null) return;
      const over = endOfLife(base.image, view.today);
      if (over !== null) report({ span: stage.from.image, args: over });
    });
  },
});
