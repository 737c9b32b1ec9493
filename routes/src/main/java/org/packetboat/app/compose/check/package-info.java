/**
 * What is often missed in a configuration and shows only once all of it is read: one class for each, listed in
 * {@link org.packetboat.app.compose.check.Checks}.
 */
package org.packetboat.app.compose.check;
