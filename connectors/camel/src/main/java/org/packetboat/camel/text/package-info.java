/** Messages as texts: read in pieces, written in pieces, taken apart. */
package org.packetboat.camel.text;
