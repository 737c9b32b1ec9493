/** What is remembered for the board: calls of past nights, the latest events, and what operators did. */
package org.packetboat.app.web.book;
