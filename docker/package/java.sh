# Where Java is, and how Packetboat is started; sourced by the scripts beside it, which set home.
if [ -x "$home/runtime/bin/java" ]; then
  java=$home/runtime/bin/java
else
  java=
  for candidate in "${JAVA_HOME:-/none}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -x "$candidate" ] || continue
    release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$(dirname "$(dirname "$(readlink -f "$candidate")")")/release" \
      2>/dev/null || true)
    if [ "${release:-0}" -ge 25 ]; then java=$candidate; break; fi
  done
  if [ -z "$java" ]; then
    echo "Packetboat needs Java 25 or newer. Install the package openjdk-25-jre-headless, or one from https://adoptium.net," \
      "and set JAVA_HOME to its folder." >&2
    exit 1
  fi
fi
cache=$home/packetboat.aot
. "$home/bin/memory.sh"
# Two fifths of the memory of this machine or container for the heap, 512 MB at most; what the C library keeps of memory
# that was given back is bounded, too (docs/operations.md, Memory).
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-$malloc_arenas}"
options="-XX:+UseSerialGC $memory_options -XX:MaxRAMPercentage=40 -XX:MinRAMPercentage=40 -Xss512k"
options="$options -XX:TrimNativeHeapInterval=60000 -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:AsyncDeflationInterval=10000"
options="$options --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
# What the Java machine says is no part of a command's output.
options="$options -Xlog:disable -Xlog:all=warning:stderr"
# The jars by name, in one order: the cache of loaded classes holds for that one alone.
classes=$(printf '%s:' "$home"/lib/*.jar)
[ ! -d "$home/jars" ] || classes="$classes$home/jars/*" # what your own routes need besides
# Java names files by the locale: under a service manager that sets none it could not open "prices ä.csv".
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then export LC_ALL=C.UTF-8; fi
# Spares the RocksDB library a child process that finds out which C library this is.
ls /lib/ld-musl-* >/dev/null 2>&1 || export ROCKSDB_MUSL_LIBC=false
