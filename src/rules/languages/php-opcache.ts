import { defineRule } from "../define.ts";
import { lineBelow } from "../edits.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW3117",
  slug: "languages/php-opcache",
  title: "PHP without OPcache",
  severity: "info",
  dimension: "efficiency",
  profile: "strict",
  points: 0.5,
  fix: "suggested",
  since: "0.1.0",
  why: "Each request compiles each file again. The official images ship the extension; before PHP 8.5 it has to be switched on.",
  sources: ["https://www.php.net/manual/en/book.opcache.php"],
  aka: ["tally:php/enable-opcache-in-production"],
  examples: [
    {
      bad: "FROM php:8.4-fpm\nCOPY . /var/www/html\n",
      good: "FROM php:8.4-fpm\nRUN docker-php-ext-install opcache\nCOPY . /var/www/html\n",
      fixed: "FROM php:8.4-fpm\nRUN docker-php-ext-install opcache\nCOPY . /var/www/html\n",
    },
  ],
  quiet: [
    "FROM php:8.4-cli\nCOPY . /app\n",
    "FROM php:8.5-fpm\nCOPY . /var/www/html\n",
    "FROM php:8.4-apache\nCOPY opcache.ini /usr/local/etc/php/conf.d/\n",
  ],
  message: () => "Switch OPcache on: docker-php-ext-install opcache.",
  check({ view, report }) {
    const stage = view.final;
    const { name, tag } = imageName(stage === null ? "" : (view.root(stage) ?? ""));
    if (
      stage === null ||
      stage.from.image === null ||
      name !== "php" ||
      !/fpm|apache/.test(tag ?? "") ||
      /^(8\.[5-9]|9|\d{2})/.test(tag ?? "") ||
      /^(fpm|apache)/.test(tag ?? "")
    )
      return;
    const image = stage.from;
    if (!/opcache/i.test(view.text))
      report({
        span: stage.from.image,
        args: {},
        fix:
          view.user(stage) === null ? [lineBelow(view.text, image, "RUN docker-php-ext-install opcache")] : undefined,
      });
  },
});
