/** Plans of mail by its grades. */
package org.packetboat.engine.forward.grade;
