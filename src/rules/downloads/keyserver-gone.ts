import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW2114",
  slug: "downloads/keyserver-gone",
  title: "A key server that is not there any more",
  severity: "warning",
  dimension: "reproducibility",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "The SKS pool was switched off in 2021, with or without `ha.` before it: the keys do not come and the build fails. Take the key from its owner over HTTPS, or from keys.openpgp.org.",
  sources: ["https://keys.openpgp.org/about/faq/"],
  aka: ["parfum:gpgUseHaPools"],
  examples: [
    {
      bad: "FROM debian:13\nRUN gpg --batch --keyserver pool.sks-keyservers.net --recv-keys ABC\n",
      good: "FROM debian:13\nRUN gpg --batch --keyserver keys.openpgp.org --recv-keys ABC\n",
      fixed: "FROM debian:13\nRUN gpg --batch --keyserver keyserver.ubuntu.com --recv-keys ABC\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN gpg --batch --keyserver keyserver.ubuntu.com --recv-keys ABC\n"],
  message: (a: { server: string }) => `${a.server} has been switched off.`,
  check({ view, eachCall, report }) {
    eachCall(["gpg", "gpg2", "apt-key", "dirmngr"], (call) => {
      const word = call.words.find((one) => /\bsks-keyservers\.net\b/.test(one.text));
      if (word === undefined) return;
      const written = view.text.slice(word.start, word.end);
      const host = /[a-z0-9.-]{0,60}\bsks-keyservers\.net/.exec(written);
      const at = word.start + (host?.index ?? 0);
      report({
        span: word,
        args: { server: word.text },
        fix: host === null ? undefined : [{ start: at, end: at + host[0].length, text: "keyserver.ubuntu.com" }],
      });
    });
  },
});
