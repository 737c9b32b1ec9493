/** What is carried: messages, envelopes, addresses. */
package org.packetboat.engine.mail;
