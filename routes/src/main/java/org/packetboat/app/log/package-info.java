/** The server's log: one line an event on standard output, which never stops whoever writes it. */
package org.packetboat.app.log;
