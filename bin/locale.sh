# Java names files by the locale; sourced by ./packetboat, ./verify and bench/run. Under cron, or a service manager that
# sets none, it could not open "prices ä.csv".
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then export LC_ALL=C.UTF-8; fi
