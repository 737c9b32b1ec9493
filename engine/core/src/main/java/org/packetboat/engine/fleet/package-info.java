/** What branches tell their hub of themselves, in a few bytes with each call. */
package org.packetboat.engine.fleet;
