/** How SMTP is written: commands, parameters, paths, replies, the text behind DATA and BDAT. */
package org.packetboat.protocols.smtp.syntax;
