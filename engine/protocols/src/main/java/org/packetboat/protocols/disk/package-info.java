/** What lies on a disk that carries mail: files of mail, and answers to them. */
package org.packetboat.protocols.disk;
