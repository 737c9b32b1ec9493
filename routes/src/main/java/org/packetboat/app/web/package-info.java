/** What is served by HTTP. */
package org.packetboat.app.web;
