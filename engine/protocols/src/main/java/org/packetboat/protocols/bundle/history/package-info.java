/** What both sides have exchanged before, so that it need not be sent again; and the dictionary that both know. */
package org.packetboat.protocols.bundle.history;
