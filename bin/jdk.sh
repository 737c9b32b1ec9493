# Finds a JDK 25 or newer, and sets JAVA_HOME; and Maven, and puts it on the PATH. What is missing comes from the system's
# packages or into the user's own cache. Sourced by ./packetboat, ./verify, bench/* and others.

# Without HOME, as under some service managers, it is looked up.
cache=${XDG_CACHE_HOME:-${HOME:-~}/.cache}/packetboat

java_release() { # FOLDER: prints its Java release, such as 25; nothing if it holds no JDK
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

jdk_places() { # PACKETBOAT_JDKS, if set, is the folder where JDKs lie
  if [ -n "${PACKETBOAT_JDKS:-}" ]; then
    printf '%s\n' "$PACKETBOAT_JDKS"/*
    return
  fi
  printf '%s\n' "${JAVA_HOME:-}" \
    "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/none/none)")")")" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home
}

find_jdk() {
  local folder release
  while IFS= read -r folder; do
    [ -n "$folder" ] || continue
    release=$(java_release "$folder")
    if [ -n "$release" ] && [ "$release" -ge 25 ]; then
      export JAVA_HOME=$folder
      return 0
    fi
  done < <(jdk_places; printf '%s\n' "$cache"/jdk-*)
  return 1
}

agreed() { # QUESTION: asks on a terminal; PACKETBOAT_INSTALL=yes answers for scripts
  [ "${PACKETBOAT_INSTALL:-}" = yes ] && return 0
  [ -t 0 ] || return 1
  local answer
  read -r -p "$1 [y/N] " answer
  [ "$answer" = y ] || [ "$answer" = Y ]
}

jdk_package() { # prints the command that installs a JDK 25 from the system's packages; nothing where they have none
  if command -v apt-get >/dev/null; then
    if apt-cache show openjdk-25-jdk-headless >/dev/null 2>&1; then echo "apt-get install -y openjdk-25-jdk-headless"; fi
  elif command -v dnf >/dev/null; then
    if dnf -q info java-25-openjdk-devel >/dev/null 2>&1; then echo "dnf install -y java-25-openjdk-devel"; fi
  elif command -v zypper >/dev/null; then
    if zypper -q search -x java-25-openjdk-devel >/dev/null 2>&1; then
      echo "zypper --non-interactive install java-25-openjdk-devel"
    fi
  elif command -v apk >/dev/null; then
    if [ -n "$(apk search -e openjdk25 2>/dev/null)" ]; then echo "apk add openjdk25"; fi
  fi
}

install_jdk() { # COMMAND: as root, or with sudo, which may ask for a password
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && [ -t 0 ] || return 1
    as_root=(sudo)
  fi
  agreed "A JDK 25 is missing. Run \"${as_root[*]:+sudo }$1\"?" || return 1
  # shellcheck disable=SC2086  # a command of several words
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" $1 >&2 && find_jdk
}

need_jdk() {
  find_jdk && return 0
  local package name sum address
  package=$(jdk_package)
  if [ -n "$package" ] && install_jdk "$package"; then return 0; fi
  source "$(dirname "${BASH_SOURCE[0]}")/fetch.sh"
  if known_archive jdk- && agreed "Fetch Adoptium's $name (130 MB) into $cache? It needs no rights of root."; then
    fetch jdk- && find_jdk && return 0
  fi
  echo "A JDK 25 is missing. ${package:+Install it with: $package. }Or get one from https://adoptium.net, and set" \
    "JAVA_HOME to its folder. PACKETBOAT_INSTALL=yes installs or fetches it without asking." >&2
  return 1
}

need_maven() { # a Maven that is not there is fetched without asking: the build fetches its libraries, too
  if command -v mvn >/dev/null; then return 0; fi
  source "$(dirname "${BASH_SOURCE[0]}")/fetch.sh"
  if ! fetch apache-maven-; then
    echo "Maven (mvn) is missing. Install it from your system's packages, or from https://maven.apache.org" >&2
    return 1
  fi
  export PATH=$fetched/bin:$PATH
}
