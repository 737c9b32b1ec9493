# docs/modems.md: a branch with a modem, whose line is ours.
. "$top/routes/src/test/documents/common.inc"
first() { place; }
