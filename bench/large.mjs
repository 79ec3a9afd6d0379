// Files of 1 MB in shapes that no honest file has: `node bench/rate.mjs --large`. What is asked is that no rule's time grows
// faster than the file.

const size = 1e6;
const until = (piece) => {
  let text = "";
  for (let index = 0; text.length < size; index++) text += piece(index);
  return text;
};
const from = "FROM debian:13\n";

/** @type {Readonly<Record<string, () => string>>} */
export const shapes = {
  "one RUN, one line of commands": () => `${from}RUN true${until((n) => ` && install -m 644 file${n} /opt/${n}`)}\n`,
  "one RUN of a package list": () =>
    `${from}RUN apt-get update && apt-get install -y${until((n) => ` \\\n    lib${n}`)}\n`,
  "one RUN of one word": () => `${from}RUN echo ${"x".repeat(size)}\n`,
  "one RUN of quotes": () => `${from}RUN echo ${until((n) => `"a $B" 'c ${n}' `)}\n`,
  "one RUN of nested subshells": () => `${from}RUN ${until((n) => `(cd /a${n} && make $(nproc)); `)}true\n`,
  "20,000 instructions": () =>
    from +
    until((n) => `RUN apt-get install -y a${n}\nENV K${n}=$K${n - 1}\nCOPY a${n} /b/\nWORKDIR /w${n}\nUSER u${n}\n`),
  "30,000 ENV": () => from + until((n) => `ENV KEY_${n}=value-${n} TOKEN${n}=x\n`),
  "40,000 LABEL": () => from + until((n) => `LABEL org.example.a${n}="v $X"\n`),
  "30,000 COPY": () => from + until((n) => `COPY --chown=a:b file${n} /srv/${n}/\n`),
  "50,000 EXPOSE": () => from + until((n) => `EXPOSE ${n % 65000}/tcp\n`),
  "20,000 stages, each of the one before": () => `${from}${until((n) => `FROM s${n - 1} AS s${n}\nRUN a ${n}\n`)}`,
  "20,000 stages that copy": () => until((n) => `FROM debian:13 AS s${n}\nCOPY --from=s${n - 1} /a${n} /b\n`),
  "100,000 continuations": () => `${from}RUN true${until(() => " \\\n  a b")}\n`,
  "100,000 continuations with comments": () => `${from}RUN true${until(() => " \\\n# c")} \\\n  b\n`,
  "one ENV of 60,000 pairs": () => `${from}ENV${until((n) => ` \\\n K${n}=$K${n - 1}`)}\n`,
  "one LABEL of 50,000 pairs": () => `${from}LABEL${until((n) => ` a.b${n}="${n}"`)}\n`,
  "nested variables": () =>
    `${from}ENV A=${"${A:-".repeat(150)}${"}".repeat(150)}\n${until((n) => `ENV B${n}=\${A:-\${B:-\${C:-x}}}\n`)}`,
  "one heredoc": () => `${from}RUN <<EOF\n${until((n) => `curl -o f${n} http://example.org/${n}\n`)}EOF\n`,
  "20,000 heredocs": () => from + until((n) => `COPY <<E /a${n}\ntext ${n}\nE\n`),
  "150,000 comments": () => from + until((n) => `# hadolint ignore=DL${n}\n`),
  "1,000,000 blank lines": () => from + "\n".repeat(size),
  "a CMD of 100,000 words": () => `${from}CMD [${until((n) => `"a${n}", `)}"z"]\n`,
  "unknown instructions": () => until((n) => `FORM x${n}\n`),
  spaces: () => `${from}RUN a${" ".repeat(size)}b\n`,
  "tabs and spaces between": () => `${from}${until((n) => `RUN\t  a  \t ${n}  \n`)}`,
};

/**
 * The slowest rules on each shape. Each rule runs three times over the same view; the best counts, which leaves out what rules
 * share and the first of them pays for.
 * @returns {number} milliseconds of the slowest rule on any shape
 */
export function large({ rateText, rules }, only, limit = 10) {
  let worst = 0;
  for (const [shape, make] of Object.entries(shapes)) {
    if (only !== null && !only.test(shape)) continue;
    const text = make();
    const times = new Map();
    const timed = rules.map((rule) => ({
      ...rule,
      check(context) {
        let best = Infinity;
        for (let round = 0; round < 3 && (round === 0 || best > limit / 2); round++) {
          const began = performance.now();
          rule.check({ ...context, report() {} });
          best = Math.min(best, performance.now() - began);
        }
        times.set(rule.slug, best);
      },
    }));
    const began = performance.now();
    rateText("Dockerfile", text, { profile: "all", rules: timed });
    const whole = performance.now() - began;
    const slow = [...times].sort((a, b) => b[1] - a[1]);
    worst = Math.max(worst, slow[0]?.[1] ?? 0);
    const over = slow.filter(([, ms]) => ms > limit).map(([slug, ms]) => `${slug} ${ms.toFixed(0)}`);
    console.log(`${shape}: ${whole.toFixed(0)} ms in all, slowest ${slow[0]?.[0]} ${slow[0]?.[1].toFixed(1)} ms`);
    if (over.length > 0) console.log(`  over ${limit} ms: ${over.join(", ")}`);
  }
  return worst;
}
