/** The process as the system sees it: how it ends when it must, and what others may read of its files. */
package org.packetboat.app.process;
