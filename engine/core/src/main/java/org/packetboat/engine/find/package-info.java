/** Mail that waits, found by what it is: for operators who look for some of it, or change it. */
package org.packetboat.engine.find;
