# docs/disks.md: a head office and Denver, with one folder where their disks appear: it is plugged in at both.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_CONFIG=packetboat.yaml
first() {
  place
  printf 'Subject: Prices\n\nAll up.\n' >letter.txt
  server hub denver .
  server denver hub denver
  mkdir media
  serve
}

server() { # NAME FAR FOLDER
  mkdir -p "$3/schedules"
  cat >"$3/packetboat.yaml" <<CONFIGURATION
server: $1.example.com
data: data
local-domains: [$1.example.com]
local: { maildir: mail }
uucp-node: $1
smtp: { listen: "127.0.0.1:0" }
CONFIGURATION
  cat >"$3/schedules/disks.yaml" <<SCHEDULE
links: { stick: { kind: folder, folder: $PWD/media/mail } }
routes: [{ site: $2, domains: $2.example.com, link: stick, node: $2, msdead: 60d }]
SCHEDULE
}

mkdir() { # where the reader has a disk, this has a folder
  case ${!#} in /media/*) command mkdir -p "$PWD${!#}" ;; *) command mkdir "$@" ;; esac
}

find() {
  case ${!#} in
  *.mail*) until_true ispresent '*.mail' ;;
  *.answer*)
    ./packetboat run --config denver/packetboat.yaml >denver.log 2>&1 &
    echo $! >>servers
    until_true ispresent '*.answer'
    ;;
  esac
  command find "$PWD$1" "${@:2}"
}

ispresent() { [ "$(command find media -name "$1")" ]; }

tee() { command tee "$PWD$1"; }

packetboat() {
  case $1 in
  why) until_true carried ;;
  esac
  command packetboat "$@"
}

carried() { command packetboat why desk@denver.example.com | command grep -q courier-1; }
