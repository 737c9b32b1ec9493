/** The queue's log, kept by brokers outside: who may write, what counts, and the local store that follows. */
package org.packetboat.engine.log;
