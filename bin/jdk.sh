# Finds a JDK 25 or newer and sets JAVA_HOME; sourced by ./packetboat and ./verify.

java_release() { # FOLDER: prints its Java release, such as 25; nothing if it holds no JDK
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

find_jdk() {
  local folder release
  for folder in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/none/none)")")")" \
      /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$folder" ] || continue
    release=$(java_release "$folder")
    if [ -n "$release" ] && [ "$release" -ge 25 ]; then
      export JAVA_HOME=$folder
      return 0
    fi
  done
  return 1
}

can_install() { # PACKAGE: whether the system's packages have it, and we may install them
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] && apt-cache show "$1" >/dev/null 2>&1
}

agreed() { # QUESTION: asks on a terminal; PACKETBOAT_INSTALL=yes answers for scripts
  [ "${PACKETBOAT_INSTALL:-}" = yes ] && return 0
  [ -t 0 ] || return 1
  local answer
  read -r -p "$1 [y/N] " answer
  [ "$answer" = y ] || [ "$answer" = Y ]
}

need() { # WHAT PACKAGE ADVICE: installs the package if that is possible and wanted, else says what to do
  if can_install "$2"; then
    if agreed "$1 is missing. Install the package $2?"; then
      DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$2" >&2 && return 0
    fi
    echo "$1 is missing. Install it with: apt-get install $2" >&2
  else
    echo "$1 is missing. $3" >&2
  fi
  return 1
}

need_jdk() {
  find_jdk && return 0
  need "A JDK 25" openjdk-25-jdk-headless \
    "Get one from https://adoptium.net or your system's packages, and set JAVA_HOME to its folder." && find_jdk
}

need_maven() {
  command -v mvn >/dev/null || need "Maven (mvn)" maven "Get it from https://maven.apache.org, version 3.8.7 or newer."
}
