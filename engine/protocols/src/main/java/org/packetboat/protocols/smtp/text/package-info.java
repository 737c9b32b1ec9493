/** What a message's text asks of the mail server that is to take it. */
package org.packetboat.protocols.smtp.text;
