/**
 * What is in a bundle before it is compressed: commands, mails, and attachments stored without their transfer encoding.
 */
package org.packetboat.protocols.bundle.content;
