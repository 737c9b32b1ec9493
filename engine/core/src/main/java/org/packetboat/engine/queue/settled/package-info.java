/** What sites have taken and is kept for a while, so that it can be sent again. Docs: {@code docs/resend.md}. */
package org.packetboat.engine.queue.settled;
