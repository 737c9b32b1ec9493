# docs/push-config.md: a head office and a branch that are ready for configurations by mail.
. "$top/routes/src/test/documents/common.inc"
first() { place; }
packetboat() { command ./packetboat "$@" --yes --offline; }
