# What benchmarks have in common; sourced by them, after "set -euo pipefail". Programs that they start in
# the background are ended, and the folder $work removed, when the benchmark ends, however it does.
#
#   SCRATCH=/var/tmp    the disk that is written to; not a RAM disk
#   PROGRAM=CLASSPATH   measures a program that is built already, not ./packetboat
shopt -s inherit_errexit # what fails within $(...) ends the benchmark
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
source "$home/bin/jdk.sh"
source "$home/bin/install.sh"
need_jdk || exit 1
work=$(mktemp -d "${SCRATCH:-/var/tmp}/packetboat-bench.XXXXXX")
end_all() {
  local running
  running=$(jobs -p)
  # shellcheck disable=SC2086  # several processes
  [ -z "$running" ] || { kill $running; kill -CONT $running; } 2>/dev/null || true # what was stopped can end, too
  if declare -F stop_postfix >/dev/null; then stop_postfix; fi
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap end_all EXIT

packetboat=("$home/packetboat")
# shellcheck disable=SC2206  # several options in one variable
[ -z "${PROGRAM:-}" ] || packetboat=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow ${PACKETBOAT_OPTS:-} -cp "$PROGRAM" org.packetboat.app.Main)

configure() { # NAME MORE SMTP: a server in $work/NAME, whose schedule comes by standard input; MORE keys, and more of smtp
  mkdir -p "$work/$1/schedules"
  cat >"$work/$1/schedules/all.yaml"
  cat >"$work/$1/packetboat.yaml" <<CONF
server: bench.example
data: $work/$1/data
smtp: { listen: "127.0.0.1:0", relay-from: ["127.0.0.0/8"]${3:+, $3} }
local-domains: [bench.example]
schedules: [$work/$1/schedules]
${2:-}
CONF
}

closed_schedule() { # everything waits: the route is open for an hour each New Year
  cat <<'CONF'
zone: UTC
windows: { new-year: { cron: "0 0 0 1 1 ?", for: 1h } }
routes:
  - { site: far, domains: ["*"], window: new-year, host: 127.0.0.1, port: 9, msdead: 5d }
CONF
}

start_server() { # NAME: its process in $server, its port in $port, the milliseconds of its start in $accepting_ms
  local line
  : >"$work/$1/log" # what an earlier one said is not to be taken for this one's
  "${packetboat[@]}" run --config "$work/$1/packetboat.yaml" >"$work/$1/log" 2>&1 &
  server=$!
  until line=$(grep "^smtp accepting on" "$work/$1/log"); do
    kill -0 "$server" 2>/dev/null || { tail -n 20 "$work/$1/log" >&2; exit 1; }
    sleep 0.02
  done
  port=$(sed -n '1s/.* on 127.0.0.1:\([0-9]*\) .*/\1/p' <<<"$line")
  accepting_ms=$(sed -n '1s/.* after \([0-9]*\) ms.*/\1/p' <<<"$line")
}

stop_server() { # SIGNAL, TERM if not said
  kill "-${1:-TERM}" "$server"
  wait "$server" 2>/dev/null || true
  server=
}

ask() { # NAME COMMAND...: a command to a running server
  local name=$1
  shift
  "${packetboat[@]}" "$@" --config "$work/$name/packetboat.yaml"
}

told() { # NAME FIELD: a figure of the server, as status says it: depth, accepted, delivered, expired, heapBytes, ...
  ask "$1" status --json | sed -n "s/.*\"kind\":\"server\".*\"$2\":\([0-9]*\).*/\1/p"
}

java_alone() { # FILE ARGUMENTS...: a program of this folder
  local file=$1
  shift
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g "$home/bench/$file" "$@"
}

mail_load() { # ARGUMENTS of MailLoad.java
  java_alone MailLoad.java "$@"
}

sink() { # PORT COUNT OPTION...: SmtpSink.java, its process in $sink, what it says in $work/sink
  : >"$work/sink"
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g "$home/bench/SmtpSink.java" "$@" >"$work/sink" &
  sink=$!
  until grep -q listening "$work/sink"; do kill -0 "$sink"; sleep 0.1; done
}

wait_for() { # PORT
  for _ in $(seq 1 300); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    sleep 0.1
  done
  echo "nothing listens on port $1" >&2
  cat "$work/ours/log" "$work/postfix/log" >&2 2>/dev/null || true
  exit 1
}

value() { # NAME: the figure behind NAME= in what comes in
  sed -n "s/.*\b$1=\([^ ]*\).*/\1/p" | tail -n 1
}

same() { # WHAT SEEN EXPECTED: ends the benchmark when mail is lost, or is there twice
  [ "$2" = "$3" ] || { echo "$(basename "$0"): $1: $2, expected $3" >&2; exit 1; }
}

drained() { # NAME: nothing waits any more, a moment after the last mail has arrived elsewhere
  local waits
  for _ in $(seq 60); do
    waits=$(told "$1" depth)
    [ "$waits" != 0 ] || return 0
    sleep 1
  done
  same "mails that wait" "$waits" 0
}

resident_kb() { # what the process $server holds after a collection
  "$JAVA_HOME/bin/jcmd" "$server" GC.run >/dev/null
  awk '/VmRSS/ { print $2 }' "/proc/$server/status"
}

cpu_ms() { # processor time of the process $server so far, of all threads, in milliseconds
  awk -v tick="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print int(($12 + $13) * 1000 / tick) }' "/proc/$server/stat"
}

calc() { # EXPRESSION [FORMAT]
  awk "BEGIN { printf \"${2:-%.1f}\n\", $1 }"
}

now() { date +%s.%N; }

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

spread() { # min/median/max of the numbers that come in, one a line
  sort -n | awk '{ v[NR] = $1 } END { print v[1] "/" v[int((NR + 1) / 2)] "/" v[NR] }'
}
