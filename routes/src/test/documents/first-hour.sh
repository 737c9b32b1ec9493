# docs/first-hour.md: a head office and a branch, made by init. Documents on what an operator does go on with that hub.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=first-hour/hub/packetboat.yaml
# Its first command leaves its loaded classes to the many others, which then start faster.
first() { place "-XX:SharedArchiveFile=$PWD/classes.jsa" -XX:+AutoCreateSharedArchive -Xlog:disable; }

here() { # ARGUMENT...: a command of a document, with hours, days and ids that are right here and now
  local argument given=()
  for argument; do
    case $argument in
    01:00-05:00)
      argument=$(TZ=America/New_York date -d '+6 hours' +%H:00)-$(TZ=America/New_York date -d '+8 hours' +%H:00)
      ;;
    /mnt/backup/hub | /tmp/mail | /var/lib/packetboat) argument=$PWD/elsewhere-${argument##*/} ;;
    20??-??-??T??:??) argument=$(date -d tomorrow +%FT%H:%M) ;;
    20??-??-??) argument=$(date -d '2 days ago' +%F) ;; # its night is over at any hour
    1PNWW402F)
      argument=$(command grep -rhoP 'accepted on .* as \K\w+' first-hour/hub/data/mail/boss/new | head -n 1)
      ;;
    esac
    given+=("$argument")
  done
  command ./packetboat "${given[@]}"
}

./packetboat() { here "$@"; }

packetboat() {
  case $1 in
  report) # of a hub that has worked for some nights
    : >>"first-hour/hub/data/calls/$(date -d '3 days ago' +%F).tsv"
    here "$@"
    ;;
  find) here "$@" || [ $? = 1 ] ;; # of some filters nothing is found here
  *) here "$@" ;;
  esac
}
