/** What the composition root opens for others than mail servers: pages by HTTP, MBeans for other machines. */
package org.packetboat.app.compose.web;
