/** Shows what delivery rules come to. */
package org.packetboat.app.compose.rules;
