# docs/sendmail.md: a server with a drop folder; /opt and /usr/sbin are folders of the scene.
. "$top/routes/src/test/documents/common.inc"
export PACKETBOAT_DROP=$PWD/drop PACKETBOAT_CONFIG=packetboat.yaml

first() {
  place
  cat >packetboat.yaml <<CONF
server: hub.example.com
data: data
smtp: { listen: "127.0.0.1:2525" }
local-domains: [example.com]
schedules: []
drop: { folder: drop, domain: example.com }
CONF
  serve
  until_true test -d drop/refused
}

ln() {
  case ${2:-} in
  /opt/packetboat/*) command ln "$1" "$top/${2#/opt/packetboat/}" "path/${3#/usr/sbin/}" ;;
  *) command ln "$@" ;;
  esac
}

sendmail() { command sendmail "$@" && until_true compgen -G 'data/mail/root/new/*'; }
