/** Mail that its site had taken is sent again; what is kept for that goes in time. Docs: {@code docs/resend.md}. */
package org.packetboat.engine.resend;
