/** How many calls are made, how long they last, how many messages are handed out, and how many may be. */
package org.packetboat.engine.calls;
