/** The delivery history: files to which every event of mail is added, and in which messages are found again. */
package org.packetboat.connectors.history;
