/** Mail fetched from a mailbox that many share: for whom it is, and whether it was fetched before. */
package org.packetboat.camel.fetched;
