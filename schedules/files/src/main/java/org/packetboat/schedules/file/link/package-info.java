/** Links as schedule files describe them: modems, cables, sockets, dial-up, commands, IP. */
package org.packetboat.schedules.file.link;
