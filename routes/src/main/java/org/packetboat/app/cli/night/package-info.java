/** Commands that look ahead: will it fit, and what would happen? */
package org.packetboat.app.cli.night;
