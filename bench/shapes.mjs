// Dockerfiles in shapes that no honest file has, of any length.

/** The files by what they are called, each about `size` characters long and made when it is asked for. */
export function shapesOf(size) {
  const until = (piece) => {
    let text = "";
    for (let index = 0; text.length < size; index++) text += piece(index);
    return text;
  };
  const made = new Map(Object.entries(byHand(size, until)));
  for (const [name, piece] of Object.entries(instructions))
    made.set(`instructions: ${name}`, () => (name.startsWith("from") ? "" : from) + until(piece));
  for (const [name, [head, piece, tail]] of Object.entries(oneInstruction))
    made.set(`one instruction: ${name}`, () => `${from}${head}${until(piece)}${tail}\n`);
  for (const command of commands) {
    const nth = (n) => command.replaceAll("%", String(n));
    const [program, ...words] = command.split(" ");
    const list = words.length === 0 ? "x%" : words.join(" ");
    made.set(`RUNs: ${command}`, () => from + until((n) => `RUN ${nth(n)}\n`));
    made.set(`one chain: ${command}`, () => `${from}RUN true${until((n) => ` && \\\n    ${nth(n)}`)}\n`);
    made.set(`one line: ${command}`, () => `${from}RUN true${until((n) => `; ${nth(n)}`)}\n`);
    made.set(
      `one command: ${command}`,
      () => `${from}RUN ${program}${until((n) => ` ${list.replaceAll("%", String(n))}`)}\n`,
    );
  }
  return made;
}

const from = "FROM debian:13\n";

function byHand(size, until) {
  return {
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
}

/** Instructions that follow one another. */
const instructions = {
  cmd: (n) => `CMD a${n}\n`,
  "cmd, the same": () => `CMD a\n`,
  "cmd in JSON": (n) => `CMD ["a","${n}"]\n`,
  entrypoint: (n) => `ENTRYPOINT a${n}\n`,
  "cmd and entrypoint": (n) => `CMD a${n}\nENTRYPOINT b\n`,
  healthcheck: (n) => `HEALTHCHECK CMD curl http://localhost:${n}/\n`,
  user: (n) => `USER u${n}\n`,
  "user and run": (n) => `USER u${n}\nRUN x\n`,
  "user root": () => `USER root\n`,
  "workdir, relative": (n) => `WORKDIR a${n}\n`,
  workdir: (n) => `WORKDIR /a${n}\n`,
  volume: (n) => `VOLUME /a${n}\n`,
  arg: (n) => `ARG A${n}=x\n`,
  "arg, the same": () => `ARG A=x\n`,
  "arg with a token": (n) => `ARG TOKEN${n}\n`,
  "shell and run": () => `SHELL ["/bin/bash","-c"]\nRUN a | b\n`,
  stopsignal: () => `STOPSIGNAL SIGTERM\n`,
  onbuild: (n) => `ONBUILD RUN a${n}\n`,
  "add of an address": (n) => `ADD https://a.example/x${n}.tar.gz /y/\n`,
  "copy of all": (n) => `COPY . /a${n}\n`,
  "copy in JSON": (n) => `COPY ["a${n}", "/b/"]\n`,
  "copy of .env": (n) => `COPY .env /a${n}\n`,
  "copy of .npmrc": (n) => `COPY .npmrc /a${n}\nRUN npm ci\n`,
  "copy and pip": (n) => `COPY a${n} /b\nRUN pip install -r b\n`,
  "copy and chmod": () => `COPY a /b\nRUN chmod +x /b\n`,
  "copy and chown": (n) => `COPY a${n} /b\nRUN chown -R u /b${n}\n`,
  "copy from an image": (n) => `COPY --from=nginx:${n} /a /b\n`,
  maintainer: (n) => `MAINTAINER a${n}\n`,
  "expose 22": () => `EXPOSE 22\n`,
  "env, the same": (n) => `ENV A=${n}\n`,
  "env of itself": (n) => `ENV A=$A:${n}\n`,
  "env with a space": (n) => `ENV A${n} b\n`,
  "env with a password": (n) => `ENV DB_PASSWORD${n}=x\n`,
  "label, the same": () => `LABEL version=1\n`,
  from: (n) => `FROM debian:${n}\n`,
  "from, the same": () => `FROM debian\n`,
  "from with pip": (n) => `FROM python:3.11 AS a${n}\nRUN pip install x\n`,
  "from of a stage": (n) => `FROM debian AS a${n}\nFROM a${n}\nCMD x\n`,
  "in lower case": (n) => `run a${n}\n`,
  "comments to do": (n) => `# TODO fix ${n}\n`,
  "ignored by name": (n) => `# seaworthy ignore=SW1001\nRUN apt-get install a${n}\n`,
  "heredocs that install": (n) => `RUN <<E\napt-get install a${n}\nE\n`,
  "cache mounts": (n) => `RUN --mount=type=cache,target=/root/.cache pip install a${n}\n`,
  "secret mounts": (n) => `RUN --mount=type=secret,id=a${n} cat /run/secrets/a${n}\n`,
};

/** One instruction of many words: what it begins with, its words, its end. */
const oneInstruction = {
  expose: ["EXPOSE", (n) => ` ${n % 65000}`, ""],
  "expose, the same": ["EXPOSE", () => " 80", ""],
  volume: ["VOLUME", (n) => ` /a${n}`, ""],
  "volume in JSON": ['VOLUME ["a"', (n) => `,"/a${n}"`, "]"],
  copy: ["COPY", (n) => ` a${n}`, " /b/"],
  add: ["ADD", (n) => ` https://a/${n}`, " /b/"],
  arg: ["ARG", (n) => ` A${n}=b`, ""],
  cmd: ["CMD a", (n) => ` b${n}`, ""],
  healthcheck: ["HEALTHCHECK CMD a", (n) => ` b${n}`, ""],
  "env of one value": ['ENV A="', () => "x", '"'],
  "env of variables": ['ENV A="', (n) => `$A${n}`, '"'],
  user: ["USER ", () => "a", ""],
  workdir: ["WORKDIR ", () => "/a", ""],
  from: ["FROM ", () => "a/", "b"],
  "&& alone": ["RUN ", () => "&& ", ""],
  "; alone": ["RUN ", () => "; ", ""],
  pipe: ["RUN a", () => " | a", ""],
  if: ["RUN ", () => "if a; then b; fi; ", "true"],
  case: ["RUN case $A in", (n) => ` a${n}) b;;`, " esac"],
  redirections: ["RUN a", (n) => ` > f${n}`, ""],
  assignments: ["RUN", (n) => ` A${n}=b`, " x"],
  globs: ["RUN ls", () => " *", ""],
  braces: ["RUN echo ", () => "{a,b} ", ""],
  "one quote": ["RUN echo '", () => "a ", "'"],
  escapes: ["RUN echo ", () => "\\a ", ""],
  "comments between": ["RUN a", (n) => ` \\\n # c${n}\n b`, ""],
  mounts: ["RUN", (n) => ` --mount=type=cache,target=/a${n}`, " x"],
  parameters: ["RUN echo ", (n) => (n < 19_000 ? "${A:-b} " : "x "), ""],
  substitutions: ["RUN echo ", (n) => (n < 1900 ? "$(a) " : "x "), ""],
};

/** Commands that rules look for; % is a number. */
const commands = `
apt-get update
apt-get install -y a%
apt-get install a%=1
apk add a%
apk add --no-cache gcc
yum install -y a%
dnf install -y a%
zypper install a%
pip install a%
pip install -r r%.txt
python -m pip install a==%
npm install a%
npm ci
npm install -g a%
yarn install
pnpm i
gem install a%
bundle install
cargo build
go build ./a%
go install a%@latest
mvn package
./gradlew build
composer install
curl -O http://a.example/%
curl -fsSL https://a.example/% | sh
wget http://a.example/%
wget -qO- https://a.example/% | tar xz
git clone https://a.example/%
tar xzf a%.tar.gz
unzip a%.zip
gpg --recv-keys %
rm -rf /var/lib/apt/lists/*
rm -rf /tmp/a%
rm -rf $A/%
cd /a%
cd a%
mkdir -p /a%
chmod 777 /a%
chmod -R 755 /a%
chown -R a:b /a%
chown root /a
useradd u%
useradd -u % u%
adduser --disabled-password u%
groupadd g%
sudo a%
su - a%
export A%=b
A%=b cmd
echo a% > f%
echo secret%
echo -e 'a%'
cat a% | grep b
ln -s a% b%
sed -i s/a/b%/ f
find / -name a% -exec rm {} \\;
cp a% b%
mv a% b%
source a%
set -e
ssh a%
service a% start
systemctl enable a%
ps
kill %
sleep %
[ -f a% ]
test $A = %
[ $A == % ]
if [ a% ]; then b; fi
for i in a%; do b; done
while a%; do b; done
(a%)
{ a%; }
a%() { b; }
x=$(a%)
x=\`a%\`
echo $A%
echo "$A" $B%
echo 'a%'
printf a%
tee a%
ldconfig
update-alternatives --set a b%
locale-gen a%
uv sync
uv pip install a%
poetry install
pipenv install
conda install a%
dotnet restore
a% && b || c
a% & b
make -j%
./configure --prefix=/a%
cmake .
pecl install a%
docker-php-ext-install a%
corepack enable
setcap a% b
apt-key add a%
add-apt-repository a%
dpkg -i a%.deb
rpm -i a%.rpm
touch a%
date
exit %
openssl genrsa %
ssh-keygen -f a%
ssh-keyscan a%`
  .trim()
  .split("\n");
