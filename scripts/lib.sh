# shellcheck shell=bash
# What run and test share: the tools that are needed, the build, and waiting for a child without losing a signal.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
child=
stopping=
lists_are_fresh=

say() { echo "orgworks: $*"; }
fail() {
  echo "orgworks: $*" >&2
  exit 1
}

# Ctrl-C, TERM and a closed terminal: passed on to the child at work, which is then waited for.
pass_on_signals() { trap 'stopping=1; [[ -z $child ]] || kill -TERM "$child" 2>/dev/null || true' INT TERM HUP; }

# attend PID: waits for a child, also when a signal interrupts the waiting, and returns its exit code.
attend() {
  local code
  child=$1
  while true; do
    code=0
    wait "$child" || code=$?
    kill -0 "$child" 2>/dev/null || break
  done
  child=
  return "$code"
}

# Bash starts children in the background deaf to Ctrl-C; pass_on_signals tells them.
maven() {
  (cd "$root" && exec mvn -B "$@") &
  attend $!
}

# May this user install packages here? Says yes with fresh package lists.
may_install() {
  [[ $EUID -eq 0 ]] && command -v apt-get >/dev/null || return 1
  [[ -z $lists_are_fresh ]] || return 0
  say "reading the system's package lists"
  apt-get update -q >/dev/null 2>&1 </dev/null || say "could not renew them; going on with what is there"
  lists_are_fresh=1
}

install() { # install WHAT-FOR PACKAGE...
  local purpose=$1 log
  shift
  say "installing $* ($purpose)"
  log=$(mktemp)
  if ! DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    fail "could not install $* (see above); install it by hand and start again"
  fi
  rm -f "$log"
}

# A tool of the JDK, the one that Maven uses too.
jdk() { echo "${JAVA_HOME:+$JAVA_HOME/bin/}$1"; }

jdk_package() {
  local candidate
  candidate=$(apt-cache policy default-jdk-headless | sed -n 's/.*Candidate: [0-9]*:1\.\([0-9]*\).*/\1/p')
  if ((${candidate:-0} >= 17)); then echo default-jdk-headless; else echo openjdk-17-jdk-headless; fi
}

need_jdk() {
  if [[ -n ${JAVA_HOME:-} && ! -x $JAVA_HOME/bin/javac ]]; then
    fail "JAVA_HOME=$JAVA_HOME holds no JDK (no bin/javac); point it to a JDK of version 17 or later, or unset it"
  fi
  if ! command -v "$(jdk java)" >/dev/null || ! command -v "$(jdk javac)" >/dev/null; then
    may_install || fail "a JDK of version 17 or later is needed and none was found; install one or set JAVA_HOME"
    install "Java" "$(jdk_package)"
  fi
  local tool version
  for tool in java javac; do
    version=$("$(jdk "$tool")" -version 2>&1 |
      sed -nE 's/^(.* version "|javac )(1\.)?([0-9]+).*/\3/p' | head -n 1)
    ((${version:-0} >= 17)) ||
      fail "JDK 17 or later is needed; $(command -v "$(jdk "$tool")") is version ${version:-unknown}: set JAVA_HOME to a newer one"
  done
}

need_maven() {
  if ! command -v mvn >/dev/null; then
    may_install || fail "Maven 3.8 or later is needed and was not found; install it so that mvn is on the PATH"
    install "the build" maven
  fi
  local version major minor
  version=$(mvn -B -v 2>/dev/null | sed -nE 's/.*Apache Maven ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
  IFS=. read -r major minor <<<"${version:-0.0}"
  ((major > 3 || (major == 3 && minor >= 8))) ||
    fail "Maven 3.8 or later is needed; $(command -v mvn) is version ${version:-unknown}"
}

# The libraries that the embedded database links to and a bare system may lack.
need_database_libraries() {
  [[ $(uname -sm) == "Linux x86_64" ]] || return 0
  local known entry missing=()
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || return 0
  for entry in libcrypt.so.1=libcrypt1 libsystemd.so.0=libsystemd0 libstdc++.so.6=libstdc++6; do
    [[ $known == *"${entry%=*} "* ]] || missing+=("${entry#*=}")
  done
  ((${#missing[@]})) || return 0
  may_install || fail "the embedded database needs the system packages ${missing[*]}; install them and start again"
  install "the embedded database" "${missing[@]}"
}

# With which the tests look at the public pages.
need_browser() {
  if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then
    return 0
  fi
  may_install || fail "the tests need a browser: install chromium and its chromedriver (Debian: chromium, chromium-driver) and start again"
  install "the tests of the pages" chromium chromium-driver
}

need_tools() {
  need_jdk
  need_maven
  need_database_libraries
}

# need_space MEGABYTES FOLDER
need_space() {
  local free
  free=$(df -Pk "$2" | awk 'NR == 2 { print int($4 / 1024) }')
  ((free >= $1)) || fail "not enough disk: $free MB are free in $2 and about $1 MB are needed; make room and start again"
}

# need_space_to_build MEGABYTES: below the modules' target folders
need_space_to_build() {
  need_space "$1" "$root"
  # Maven's libraries, fetched by the first build
  [[ -d $HOME/.m2/repository/ch/vorburger ]] || need_space $(($1 + 800)) "$HOME"
}

# What the executable and the proofs are made of: checksum, size and name of each file.
sources() {
  (cd "$root" && find ./pom.xml ./*/pom.xml .mvn sql ./*/src/main ./api/src/test/*/dev/orgworks/api/proof -type f -print0 |
    LC_ALL=C sort -z | xargs -0 cksum)
}

build_if_changed() {
  local stamp=$root/target/built-from now
  now=$(sources)
  if [[ -f $root/api/target/orgworks.jar && -d $root/api/target/embedded-database && -f $stamp && $now == "$(<"$stamp")" ]]; then
    return 0
  fi
  need_space_to_build 500
  say "building (the first time Maven fetches libraries, which takes some minutes)"
  SECONDS=0
  rm -f "$stamp"
  if ! maven -q -Dstyle.color=never -DskipTests package; then
    [[ -z $stopping ]] || exit 130
    fail "the build failed, see above"
  fi
  mkdir -p "$root/target"
  echo "$now" >"$stamp"
  say "built in $SECONDS s"
}

# proof CLASS ARGUMENT...: runs a class of dev.orgworks.api.proof on the executable's libraries.
proof() {
  local class=$1
  shift
  "$(jdk java)" -Xmx256m -Dorgworks.proof.root="$root" -Dloader.main="dev.orgworks.api.proof.$class" \
    -Dloader.path="$root/api/target/test-classes" -jar "$root/api/target/orgworks.jar" "$@" &
  attend $!
}
