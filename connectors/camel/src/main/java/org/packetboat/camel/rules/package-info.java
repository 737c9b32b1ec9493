/** Routes that judge mail before it is accepted. */
package org.packetboat.camel.rules;
