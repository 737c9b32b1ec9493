/** Mail that far sides pick up here, or that is fetched from them; and who may. */
package org.packetboat.app.pickup;
