/** How envelopes and events are written on disk. */
package org.packetboat.engine.queue.codec;
