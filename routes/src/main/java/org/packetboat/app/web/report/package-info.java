/** The morning report: what a night came to, as text, HTML and JSON, and its way to the operators. */
package org.packetboat.app.web.report;
