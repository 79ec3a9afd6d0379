import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";
import { codenameOf, successorTag } from "../knowledge/successor.ts";
import { endOfLife } from "../knowledge/end-of-life.ts";
import { tableDate, tableSource } from "../knowledge/releases.ts";

export default defineRule({
  id: "SW1004",
  slug: "base-image/end-of-life",
  title: "Base image past its end of life",
  severity: "warning",
  dimension: "security",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: `Nobody mends security faults in it any more. Judged by an offline table of ${tableDate}.`,
  sources: [tableSource, "https://devguide.python.org/versions/", "https://nodejs.org/en/about/previous-releases"],
  aka: ["dockerfile-doctor:DD077", "tally:ruby/eol-ruby-version"],
  examples: [
    { bad: "FROM python:3.7-slim\n", good: "FROM python:3.13-slim\n", fixed: "FROM python:3.11-slim\n" },
    {
      bad: "FROM debian:buster\nRUN echo 'deb https://example.org buster main' > /etc/apt/sources.list.d/a.list\n",
      good: "FROM debian:trixie\nRUN echo 'deb https://example.org trixie main' > /etc/apt/sources.list.d/a.list\n",
      fixed: "FROM debian:buster\nRUN echo 'deb https://example.org buster main' > /etc/apt/sources.list.d/a.list\n",
    },
    { bad: "FROM node:22-buster\n", good: "FROM node:22-trixie\n", fixed: "FROM node:22-bookworm\n" },
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
    let repeated: Map<string, boolean> | null = null;
    eachStage((stage) => {
      const base = view.base(stage);
      const word = stage.from.image;
      if (base.kind !== "image" || base.image === null || word === null) return;
      const over = endOfLife(base.image, view.today);
      if (over === null) return;
      const { tag, digest } = imageName(base.image);
      const next = word.dynamic || digest !== null ? null : successorTag(base.image, view.today);
      // Another place that speaks of the old release, such as a line for sources.list, would then belong to neither.
      const codename = codenameOf(tag ?? "");
      repeated ??= new Map<string, boolean>();
      const elsewhere = codename !== null && (repeated.get(codename) ?? view.text.split(codename).length > 2);
      if (codename !== null) repeated.set(codename, elsewhere);
      const at = word.start + word.text.lastIndexOf(`:${tag}`) + 1;
      const fix =
        next === null || tag === null || elsewhere ? undefined : [{ start: at, end: at + tag.length, text: next }];
      report({ span: word, args: over, fix });
    });
  },
});
