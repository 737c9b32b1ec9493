/** The milter protocol of Sendmail 8, versions 2 to 6, from the side of the mail server. */
package org.packetboat.protocols.milter;
