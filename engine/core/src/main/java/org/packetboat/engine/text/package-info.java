/** How text from outside is shown to people: in the log, in notices, in listings. */
package org.packetboat.engine.text;
