# README: a big send in a minute.
. "$top/routes/src/test/documents/common.inc"
first() { place; }
