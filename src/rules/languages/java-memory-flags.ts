import { defineRule } from "../define.ts";
import type { Edit } from "../../core/edit.ts";
import type { CommandInstruction, PairInstruction } from "../../formats/dockerfile/index.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3114",
  slug: "languages/java-memory-flags",
  title: "A JVM that does not look at the container's limit",
  severity: "warning",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The JVM reads the memory limit by itself since 8u191 and 10. With that switched off it takes the host's memory for its own and is killed; the flags of the time before are refused by today's JVM, which then does not start.",
  sources: ["https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html"],
  aka: ["dockerfile-doctor:DD068"],
  examples: [
    {
      bad: 'FROM eclipse-temurin:21-jre\nENTRYPOINT ["java", "-XX:-UseContainerSupport", "-jar", "a.jar"]\n',
      good: 'FROM eclipse-temurin:21-jre\nENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "a.jar"]\n',
      fixed: 'FROM eclipse-temurin:21-jre\nENTRYPOINT ["java", "-jar", "a.jar"]\n',
    },
    {
      bad: 'FROM eclipse-temurin:21-jre\nENV JAVA_OPTS="-XX:+UnlockExperimentalVMOptions -XX:+UseCGroupMemoryLimitForHeap"\n',
      good: 'FROM eclipse-temurin:21-jre\nENV JAVA_OPTS="-XX:MaxRAMPercentage=75"\n',
      fixed: 'FROM eclipse-temurin:21-jre\nENV JAVA_OPTS=""\n',
    },
  ],
  quiet: ['FROM openjdk:8\nENV JAVA_OPTS="-XX:+UseCGroupMemoryLimitForHeap"\n'],
  message: (a: { flag: string }) => `${a.flag}: leave it out, and set -XX:MaxRAMPercentage where a share is wanted.`,
  check({ view, each, report }) {
    each(["env", "cmd", "entrypoint"], (one) => {
      const found = /-XX:(-UseContainerSupport|\+UseCGroupMemoryLimitForHeap)/.exec(one.rest.text);
      const stage = view.stageOf(one);
      if (found === null || stage === null) return;
      const eight = /(^|[^\d])8(u|[^\d]|$)|jdk-?8/.test(imageName(view.root(stage) ?? "").tag ?? "");
      if (found[1]?.startsWith("+") !== true || !eight)
        report({
          span: one.rest.span(found.index, found.index + found[0].length),
          args: { flag: found[0] },
          fix: withoutFlag(one, found[0]),
        });
    });
  },
});

/** The flag goes, and before it the one that only unlocks it. */
function withoutFlag(one: CommandInstruction | PairInstruction, flag: string): readonly Edit[] | undefined {
  const { text } = one.rest;
  const unlock = text.includes("UseCGroup") ? "-XX:+UnlockExperimentalVMOptions" : null;
  if ("pairs" in one || one.command?.form !== "exec") {
    const at = text.indexOf(flag);
    const before = unlock !== null && text.slice(0, at).trimEnd().endsWith(unlock) ? text.lastIndexOf(unlock, at) : at;
    const behind = /^[ \t]*/.exec(text.slice(at + flag.length))?.[0].length ?? 0;
    return [{ ...one.rest.span(before, at + flag.length + behind), text: "" }];
  }
  const words = one.command.words;
  return words.flatMap((word, index): Edit[] => {
    const next = words[index + 1];
    return (word.value === flag || word.value === unlock) && next !== undefined
      ? [{ start: word.start, end: next.start, text: "" }]
      : [];
  });
}
