import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3114",
  slug: "languages/java-memory-flags",
  title: "A JVM that does not look at the container's limit",
  severity: "warning",
  dimension: "operability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The JVM reads the memory limit by itself since 8u191 and 10. With that switched off it takes the host's memory for its own and is killed; the flags of the time before are refused by today's JVM, which then does not start.",
  sources: ["https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html"],
  aka: ["dockerfile-doctor:DD068"],
  examples: [
    {
      bad: 'FROM eclipse-temurin:21-jre\nENTRYPOINT ["java", "-XX:-UseContainerSupport", "-jar", "a.jar"]\n',
      good: 'FROM eclipse-temurin:21-jre\nENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "a.jar"]\n',
    },
    {
      bad: 'FROM eclipse-temurin:21-jre\nENV JAVA_OPTS="-XX:+UnlockExperimentalVMOptions -XX:+UseCGroupMemoryLimitForHeap"\n',
      good: 'FROM eclipse-temurin:21-jre\nENV JAVA_OPTS="-XX:MaxRAMPercentage=75"\n',
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
        report({ span: one.rest.span(found.index, found.index + found[0].length), args: { flag: found[0] } });
    });
  },
});
