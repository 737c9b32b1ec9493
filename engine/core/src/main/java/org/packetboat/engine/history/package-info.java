/** What became of mail, long after it is gone: how it is asked for, and told to people. It is kept elsewhere. */
package org.packetboat.engine.history;
