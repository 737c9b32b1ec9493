# What benchmarks beside Postfix have in common; sourced by them after measure.sh, which stops it at the end. Postfix keeps
# every message (its destination is deferred) unless it is told to do something else, and has it synced to disk before its
# 250. It is set up as its TUNING_README says for speed: processes for all sessions, no delay of intake while deliveries
# lag (in_flow_delay), no names looked up, no limits for clients, no delay after errors.

need_postfix() {
  [ "$(id -u)" = 0 ] || { echo "$(basename "$0") must be run as root: Postfix needs it" >&2; exit 1; }
  if ! command -v smtp-source >/dev/null || ! command -v postfix >/dev/null; then
    command -v apt-get >/dev/null \
      || { echo "$(basename "$0") needs Postfix and its smtp-source; install them" >&2; exit 1; }
    install_without_service postfix
  fi
}

start_postfix() { # PORT MORE: what it does with mail; without it, it keeps it
  mkdir -p "$work/postfix/etc" "$work/postfix/spool" "$work/postfix/data"
  chmod 755 "$work" "$work/postfix"
  chown postfix "$work/postfix/data"
  cp /usr/share/postfix/main.cf.debian "$work/postfix/etc/main.cf" 2>/dev/null || : >"$work/postfix/etc/main.cf"
  cp /etc/postfix/dynamicmaps.cf "$work/postfix/etc/" 2>/dev/null || true
  cp /usr/share/postfix/master.cf.dist "$work/postfix/etc/master.cf" 2>/dev/null || cp /etc/postfix/master.cf "$work/postfix/etc/"
  sed -i "s/^smtp  *inet/127.0.0.1:$1 inet/; s/^\([^#].*\) y  *-  *- /\1 n - - /" "$work/postfix/etc/master.cf"
  cat >>"$work/postfix/etc/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $work/postfix/spool
data_directory = $work/postfix/data
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = bench.example
mydestination =
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_relay_restrictions = permit_mynetworks, reject
default_process_limit = 200
in_flow_delay = 0
smtpd_peername_lookup = no
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_client_message_rate_limit = 0
smtpd_error_sleep_time = 0
maillog_file = $work/postfix/log
maillog_file_prefixes = $work
message_size_limit = 0
${2:-defer_transports = smtp}
CONF
  grep -q ^postlog "$work/postfix/etc/master.cf" \
    || echo "postlog unix-dgram n - n - 1 postlogd" >>"$work/postfix/etc/master.cf"
  postfix -c "$work/postfix/etc" start >/dev/null 2>&1
  echo "Postfix' configuration, beside its defaults:"
  postconf -c "$work/postfix/etc" -n 2>/dev/null | sed 's/^/  /'
}

stop_postfix() {
  [ ! -d "$work/postfix/etc" ] || postfix -c "$work/postfix/etc" stop >/dev/null 2>&1 || true
}

turn() { # PORT COUNT LENGTH OPTION: messages a second
  local began ended
  began=$(date +%s.%N)
  # shellcheck disable=SC2086  # no option is no argument
  smtp-source $4 -s 50 -m "$2" -l "$3" -f bench@bench.example -t x@far.example "127.0.0.1:$1" >/dev/null
  ended=$(date +%s.%N)
  echo "$2" >>"$work/handed-over.$1"
  awk "BEGIN { printf \"%.0f\n\", $2 / ($ended - $began) }"
}

handed_over() { # PORT: how many messages by all turns
  awk '{ sum += $1 } END { print sum + 0 }' "$work/handed-over.$1"
}
