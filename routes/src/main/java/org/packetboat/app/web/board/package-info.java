/** What the board shows, worked out from what MBeans and commands show; knows nothing of HTTP. */
package org.packetboat.app.web.board;
