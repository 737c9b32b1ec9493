/** How many calls are made, how long they last, and how many may be. */
package org.packetboat.engine.calls;
